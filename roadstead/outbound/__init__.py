"""What leaves this machine, and nothing else does: each way has a file here, addresses are checked in one place."""
