"""Start, listen, tick, drain: the life of the process as clients see it."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, cast

import uvicorn
from uvicorn.server import ServerState

from roadstead.errors import Refusal
from roadstead.kit.threads import Threads
from roadstead.server import answers
from roadstead.server.certificate import Certificate
from roadstead.server.connection import Connection
from roadstead.server.listener import TlsListener
from roadstead.server.watch import look
from roadstead.settings import Limits

log = logging.getLogger("roadstead.server")
BACKLOG = 2048
MOVERS = 16
HANDSHAKES = 1_000
"""So many may be under way when all connections are taken: what comes of them is told so."""


class Serving:
    """What all connections of this process share, and the loop that keeps it going."""

    def __init__(
        self,
        app: Any,
        door: Callable[[bytes, str], bytes | None],
        limits: Limits,
        certificate: Certificate | None = None,
    ) -> None:
        self.config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_keep_alive=86_400
        )
        self.config.load()
        self.state = ServerState()
        self.door = door
        self.limits = limits
        self.certificate = certificate
        self.movers = Threads(MOVERS, "mover")
        self.date_line = b""
        self.ok_line = b""
        """Status line of a 200 and the Date header: what every answer of the door begins with."""
        self.stopping = asyncio.Event()
        self._closers: list[Callable[[], None]] = []

    async def run(self, host: str, port: int, ready: Callable[[int], None]) -> None:
        """Serve until SIGTERM or SIGINT; then finish what is under way, for `drain_seconds` at most.

        `ready` is called with the port once connections are accepted.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        self._tick()
        ready(await self._listen(loop, host, port))
        while not self.stopping.is_set():
            try:
                await asyncio.wait_for(self.stopping.wait(), timeout=1.0)
            except TimeoutError:
                self._tick()
        await self._drain()

    async def _listen(self, loop: asyncio.AbstractEventLoop, host: str, port: int) -> int:
        sock = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=BACKLOG
        )
        sock.setblocking(False)
        number = cast("int", sock.getsockname()[1])
        if self.certificate is None:
            server = await loop.create_server(self._connection, sock=sock, backlog=BACKLOG)
            self._closers.append(server.close)
        else:
            most = self.limits.connections + HANDSHAKES
            listener = TlsListener(loop, sock, self.certificate, self._connection, self.limits.header_seconds, most)
            self._closers.append(listener.close)
        return number

    def _connection(self) -> asyncio.Protocol:
        if len(self.state.connections) >= self.limits.connections:
            return _Turned(self)
        return Connection(self, asyncio.get_running_loop())

    def _tick(self) -> None:
        date = formatdate(usegmt=True).encode()
        self.state.default_headers = [(b"date", date)]
        self.date_line = b"date: " + date + b"\r\n"
        self.ok_line = b"HTTP/1.1 200 OK\r\n" + self.date_line
        now = asyncio.get_running_loop().time()
        for connection in list(self.state.connections):
            look(cast("Connection", connection), now)

    async def _drain(self) -> None:
        for close in self._closers:
            close()
        deadline = asyncio.get_running_loop().time() + self.limits.drain_seconds
        log.info("draining", extra={"connections": len(self.state.connections)})
        while (connections := list(self.state.connections)) or self.state.tasks:
            late = asyncio.get_running_loop().time() > deadline
            for one in connections:
                connection = cast("Connection", one)
                if late:
                    connection.break_off()
                elif not connection.in_head:
                    connection.shutdown()
            if late:
                for task in list(self.state.tasks):
                    task.cancel()
            await asyncio.sleep(0.05)
        self.movers.close()


class _Turned(asyncio.Protocol):
    """A connection too many: told so and closed."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        wire = cast("asyncio.Transport", transport)
        refusal = Refusal("UNAVAILABLE", "too many connections: try again shortly", status=503)
        wire.write(answers.closing(refusal, self.serving.date_line + b"retry-after: 2\r\n"))
        wire.close()
