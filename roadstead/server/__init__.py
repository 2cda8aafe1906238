"""The street: connections, their sockets lent to threads, TLS, time limits, start and drain."""
