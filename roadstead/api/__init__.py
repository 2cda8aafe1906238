"""The control plane: `/api/v2.0` as the contract says, one file for each of its tags."""
