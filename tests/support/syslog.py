"""Syslog servers that listen on this machine and keep what they are sent."""

from __future__ import annotations

import json
import re
import socket
import threading
from typing import Any

HEAD = re.compile(
    rb"<(\d+)>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [\x21-\x7e]{1,255} roadstead - audit - (.*)", re.DOTALL
)


class Receiver:
    """`endpoint` as the configuration takes it; `entries` are the bodies of the messages, `severities` beside them."""

    def __init__(self, way: str = "tcp", port: int = 0) -> None:
        self.way = way
        kind = socket.SOCK_STREAM if way == "tcp" else socket.SOCK_DGRAM
        self._socket = socket.socket(socket.AF_INET, kind)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self._socket.bind(("127.0.0.1", port))
        if way == "tcp":
            self._socket.listen()
        self.port: int = self._socket.getsockname()[1]
        self.endpoint = f"127.0.0.1:{self.port}" if way == "tcp" else f"udp://127.0.0.1:{self.port}"
        self.entries: list[dict[str, Any]] = []
        self.severities: list[int] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                if self.way == "udp":
                    self._take(self._socket.recv(65_536))
                    continue
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as sent:
                self._take_all(sent.read())

    def _take_all(self, data: bytes) -> None:
        """Messages, each led by its length and a space (RFC 6587)."""
        while data:
            length, _, rest = data.partition(b" ")
            self._take(rest[: int(length)])
            data = rest[int(length) :]

    def _take(self, message: bytes) -> None:
        found = HEAD.fullmatch(message)
        assert found is not None, message
        self.severities.append(int(found[1]) & 7)
        self.entries.append(json.loads(found[2]))

    @property
    def ids(self) -> list[int]:
        """Of the entries, as they came."""
        return [int(one["id"]) for one in self.entries]

    def close(self) -> None:
        """Nobody listens any more."""
        self._socket.shutdown(socket.SHUT_RDWR) if self.way == "tcp" else None
        self._socket.close()
