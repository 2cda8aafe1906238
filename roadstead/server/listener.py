"""Where connections over TLS come in: accepted, counted, their handshakes begun."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
from collections.abc import Callable

from roadstead.server.certificate import Certificate
from roadstead.server.tls import TlsTransport

log = logging.getLogger("roadstead.server")
EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
REST_SECONDS = 1.0


class TlsListener:
    """Accepts connections, `most` of them at once, and begins their handshakes."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        sock: socket.socket,
        certificate: Certificate,
        make_protocol: Callable[[], asyncio.Protocol],
        handshake_seconds: float,
        most: int,
    ) -> None:
        self.loop = loop
        self.socket = sock
        self.certificate = certificate
        self.make_protocol = make_protocol
        self.handshake_seconds = handshake_seconds
        self.most = most
        self._open = 0
        self._resting: asyncio.TimerHandle | None = None
        loop.add_reader(sock, self._accept)

    def _accept(self) -> None:
        context = self.certificate.context()
        for _ in range(64):
            try:
                raw, _address = self.socket.accept()
            except BlockingIOError:
                return
            except OSError as e:
                if e.errno in EXHAUSTED:
                    self._rest(e)
                return
            if self._open >= self.most:
                raw.close()
                continue
            raw.setblocking(False)
            with contextlib.suppress(OSError):
                raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                wrapped = context.wrap_socket(raw, server_side=True, do_handshake_on_connect=False)
                TlsTransport(self.loop, wrapped, self.make_protocol, self.handshake_seconds, self._ended)
                self._open += 1

    def _ended(self) -> None:
        self._open -= 1

    def _rest(self, error: OSError) -> None:
        """Who waits to be accepted would keep the loop busy until there is room: look again later."""
        log.warning("no connection can be accepted", extra={"error": str(error)})
        self.loop.remove_reader(self.socket)
        self._resting = self.loop.call_later(REST_SECONDS, self.loop.add_reader, self.socket, self._accept)

    def close(self) -> None:
        """Accept no more."""
        if self._resting is not None:
            self._resting.cancel()
        self.loop.remove_reader(self.socket)
        self.socket.close()
