"""Object storage: the driver protocol, the filesystem driver, and the one file that knows paths."""
