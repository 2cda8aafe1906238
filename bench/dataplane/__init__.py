"""The data plane beside distribution, measured in one run."""
