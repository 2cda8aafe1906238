"""The end of a connection, in stages (RFC 9112, section 9.6).

Who closes while the other still sends makes the kernel reset the connection, and the reset takes away the
answer that was on its way. So after an answer that came before the request was whole our half is closed, what
still comes is read and forgotten, and the connection closes when the client has done so, or is late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roadstead.server.connection import Connection

LINGER_SECONDS = 5.0
SUPERFLUOUS = 64 << 20
"""So many bytes that nobody waits for are read of one request."""


class CycleTransport:
    """What a request's cycle sees of the transport: its `close` is the end in stages."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.write = connection.transport.write
        self.close = connection.end

    def is_closing(self) -> bool:
        """Whether nothing more is to be said."""
        return self.connection.ending_since is not None or self.connection.transport.is_closing()
