"""Roadstead: a registry for container images and other OCI artifacts."""

__version__ = "0.1.0"
