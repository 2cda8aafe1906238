"""TLS over a socket by which one thread may send while another reads: Python's own must not be used so."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading

RECORD = 16 << 10


class Sealed:
    """The client's side; the parts of `socket.socket` that a wire needs."""

    def __init__(self, sock: socket.socket, context: ssl.SSLContext, name: str) -> None:
        self._socket = sock
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_hostname=name)
        self._lock = threading.Lock()
        while not self._shaken_hands():
            self._fill()

    def _shaken_hands(self) -> bool:
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            return False
        finally:
            self._socket.sendall(self._out.read())
        return True

    def _fill(self) -> bool:
        """Take in what comes; False at the end."""
        data = self._socket.recv(1 << 18)
        with self._lock:
            if data:
                self._in.write(data)
            else:
                self._in.write_eof()
        return bool(data)

    def sendall(self, data: bytes) -> None:
        """From one thread at a time."""
        for start in range(0, len(data), RECORD):
            with self._lock:
                self._tls.write(data[start : start + RECORD])
                record = self._out.read()
            self._socket.sendall(record)

    def recv(self, most: int) -> bytes:
        """At least a byte, or none at the end, whether it was announced or not."""
        while True:
            with self._lock, contextlib.suppress(ssl.SSLWantReadError):
                try:
                    return self._tls.read(most)
                except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                    return b""
            self._fill()

    def shutdown(self, how: int) -> None:
        """Say that nothing more is sent, in TLS and in TCP."""
        with self._lock, contextlib.suppress(ssl.SSLError):
            self._tls.unwrap()
        self._socket.sendall(self._out.read())
        self._socket.shutdown(how)

    def close(self) -> None:
        """Leave, without a word."""
        self._socket.close()
