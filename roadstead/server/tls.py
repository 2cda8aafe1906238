"""TLS on the socket itself, so that a thread can move bodies over it.

asyncio's own TLS keeps its state in memory beside the socket and cannot lend it to a thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from typing import Any

RECORD = 64 << 10
HIGH_WATER = 64 << 10
RECORDS_A_TURN = 32


class TlsTransport(asyncio.Transport):
    """An asyncio transport on an `ssl.SSLSocket`."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        sock: ssl.SSLSocket,
        make_protocol: Callable[[], asyncio.Protocol],
        handshake_seconds: float,
        ended: Callable[[], None],
    ) -> None:
        super().__init__({"socket": sock, "sslcontext": sock.context})
        self._loop = loop
        self._socket = sock
        self._fd = sock.fileno()
        self._make_protocol = make_protocol
        self._ended = ended
        self._protocol: asyncio.Protocol | None = None
        self._unsent = bytearray()
        self._paused = False
        self._high = HIGH_WATER
        self._half_closed = False
        self._goodbye = False
        self._closing = False
        self._lost = False
        self._protocol_paused = False
        self._late = loop.call_later(handshake_seconds, self.abort)
        loop.add_reader(self._fd, self._handshake)

    # ---- handshake and reading

    def _handshake(self) -> None:
        try:
            self._socket.do_handshake()
        except ssl.SSLWantReadError:
            self._loop.remove_writer(self._fd)
            return
        except ssl.SSLWantWriteError:
            self._loop.add_writer(self._fd, self._handshake)
            return
        except (OSError, ValueError):
            self.abort()
            return
        self._late.cancel()
        self._loop.remove_writer(self._fd)
        self._protocol = self._make_protocol()
        self._protocol.connection_made(self)
        if not self._paused and not self._lost:
            self._loop.add_reader(self._fd, self._read)
            self._read()

    def _read(self) -> None:
        for _ in range(RECORDS_A_TURN):
            if self._paused or self._lost or self._closing or self._protocol is None:
                return
            try:
                data = self._receive()
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
                return
            except (OSError, ValueError) as e:
                self._lose(e if isinstance(e, OSError) else None)
                return
            if not data:
                self._loop.remove_reader(self._fd)
                if not self._protocol.eof_received():
                    self.close()
                return
            self._protocol.data_received(data)
        self._loop.call_soon(self._read)  # records may wait in the TLS layer, where the loop does not see them

    def _receive(self) -> bytes:
        if self._goodbye:
            return socket.socket.recv(self._socket, RECORD)
        return self._socket.recv(RECORD)

    def pause_reading(self) -> None:
        if not self._paused:
            self._paused = True
            if not self._lost:
                self._loop.remove_reader(self._fd)

    def resume_reading(self) -> None:
        if self._paused:
            self._paused = False
            if not self._lost and not self._closing:
                self._loop.add_reader(self._fd, self._read)
                self._loop.call_soon(self._read)

    def is_reading(self) -> bool:
        return not self._paused and not self._closing

    # ---- writing

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._closing or self._half_closed or not data:
            return
        if not self._unsent:
            sent = self._try_send(memoryview(data))
            if sent == len(data) or self._lost:
                return
            data = memoryview(data)[sent:]
            self._loop.add_writer(self._fd, self._flush)
        self._unsent += data
        self.set_write_buffer_limits(self._high)

    def _try_send(self, data: memoryview) -> int:
        sent = 0
        try:
            while sent < len(data):
                sent += self._socket.send(data[sent:])
        except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
            pass
        except (OSError, ValueError) as e:
            self._lose(e if isinstance(e, OSError) else None)
        return sent

    def _flush(self) -> None:
        with memoryview(self._unsent) as view:
            sent = self._try_send(view)
        if self._lost:
            return
        del self._unsent[:sent]
        if not self._unsent:
            self._loop.remove_writer(self._fd)
            if self._closing:
                self._end()
                return
            if self._half_closed:
                self._say_goodbye()
        if self._protocol_paused and len(self._unsent) <= self._high // 4 and self._protocol is not None:
            self._protocol_paused = False
            self._protocol.resume_writing()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._high = HIGH_WATER if high is None else high
        if len(self._unsent) > self._high and not self._protocol_paused and self._protocol is not None:
            self._protocol_paused = True
            self._protocol.pause_writing()

    def write_eof(self) -> None:
        """Say goodbye once all is sent; go on reading, what comes from then on as it comes: nobody can open it."""
        self._half_closed = True
        if not self._unsent:
            self._say_goodbye()

    def can_write_eof(self) -> bool:
        return True

    def get_write_buffer_size(self) -> int:
        return len(self._unsent)

    # ---- ends

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        if not self._lost:
            self._loop.remove_reader(self._fd)
            if not self._unsent:
                self._loop.call_soon(self._end)

    def abort(self) -> None:
        self._lose(None)

    def _end(self) -> None:
        if not self._half_closed:
            self._say_goodbye()
        self._lose(None)

    def _say_goodbye(self) -> None:
        """As TLS wants it (close_notify), without waiting for the other's.

        `unwrap` also looks for the other's, and data that comes instead leaves the TLS layer unable to read.
        """
        self._goodbye = True
        if not self._lost:
            with contextlib.suppress(OSError, ValueError):
                self._socket.unwrap()

    def _lose(self, error: OSError | None) -> None:
        if self._lost:
            return
        self._lost = self._closing = True
        self._late.cancel()
        self._loop.remove_reader(self._fd)
        self._loop.remove_writer(self._fd)
        self._unsent = bytearray()  # a flush may be looking at what was there
        self._loop.call_soon(self._gone, error)

    def _gone(self, error: OSError | None) -> None:
        if self._protocol is not None:
            self._protocol.connection_lost(error)
        self._socket.close()
        self._ended()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        assert isinstance(protocol, asyncio.Protocol)
        self._protocol = protocol

    def get_protocol(self) -> Any:
        return self._protocol
