"""Figures of the portal, in Chromium: `python -m bench.portal`."""
