"""The control plane, measured: `python -m bench.control_plane.NAME`."""
