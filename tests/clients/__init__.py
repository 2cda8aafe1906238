"""Real client programs against the running server, over HTTP and HTTPS: one module a client.

`python -m tools.testbed` installs the programs; docker and containerd want root.
"""
