"""Real client programs against the running server, over HTTP and HTTPS: one module a client."""
