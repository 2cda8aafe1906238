"""Figures beside peers, one command each."""
