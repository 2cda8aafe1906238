"""Every request that leaves goes through `outbound/`, where addresses are checked; `server/` only accepts."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.lint.source import Finding, Source

CLIENTS = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "urllib.request", "urllib3"}
CONNECTING = {
    "connect_ex",
    "create_connection",
    "create_datagram_endpoint",
    "create_unix_connection",
    "open_connection",
    "open_unix_connection",
    "sock_connect",
}


def check(source: Source) -> Iterator[Finding]:
    """Clients' libraries, sockets outside the server, and calls that connect."""
    if not source.is_product or source.room == "outbound":
        return
    for line, name in source.imports():
        if any(name == client or name.startswith(f"{client}.") for client in CLIENTS):
            yield source.found(line, "network", f"{name} belongs in outbound/")
        if name.split(".")[0] == "socket" and source.room != "server":
            yield source.found(line, "network", "sockets belong in server/ or outbound/")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func.attr
            if called in CONNECTING or (called == "connect" and source.room == "server"):
                yield source.found(node.lineno, "network", f"{called}() belongs in outbound/")
