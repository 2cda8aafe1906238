"""HTTP by hand on a socket, plain or TLS: for clients that dawdle, vanish, or watch how a connection ends."""

from __future__ import annotations

import socket
import ssl

from tests.faults.client import SAFETY_SECONDS, Client, Reply
from tests.support.server import Server

RECEIVE_BUFFER = 64 << 10


def connect(server: Server) -> socket.socket:
    """A connection that takes in little by itself: what is not read waits in the server."""
    raw = socket.socket()
    raw.settimeout(SAFETY_SECONDS)
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
    raw.connect(("127.0.0.1", server.port))
    if not server.tls:
        return raw
    context = ssl.create_default_context(cafile=str(server.certificate))
    return context.wrap_socket(raw, server_hostname="127.0.0.1")


def head(client: Client, method: str, path: str, **fields: object) -> bytes:
    """A request's head; `_` in a field's name stands for `-`."""
    url = path if path.startswith("/") else f"/v2/{client.repository}/{path}"
    lines = [f"{method} {url} HTTP/1.1", f"host: {client.address}", f"authorization: Bearer {client.token}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "\r\n"]).encode()


class Answer:
    """An answer that is read piece by piece. Raises ConnectionError when it ends too early."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._receive()
        top, _, self.body = data.partition(b"\r\n\r\n")
        first, *lines = top.decode().split("\r\n")
        self.status = int(first.split()[1])
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.length = int(self.headers.get("content-length", 0))

    def read(self, count: int | None = None) -> bytes:
        """The body so far, read up to `count` bytes at least or to its end."""
        while len(self.body) < (self.length if count is None else min(count, self.length)):
            self.body += self._receive()
        return self.body

    def reply(self) -> Reply:
        """All of it."""
        return Reply(self.status, self.headers, self.read())

    def _receive(self) -> bytes:
        data = self.sock.recv(65536)
        if not data:
            raise ConnectionError("the answer ended too early")
        return data
