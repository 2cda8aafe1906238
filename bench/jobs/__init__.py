"""Figures of jobs."""
