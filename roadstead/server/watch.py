"""Time limits of connections, looked at once a second for all of them: no timer for each request.

A head must be whole after `header_seconds`; an idle connection goes after `idle_seconds`; a body or an answer
that does not move goes after `stall_seconds`. Bodies moved by threads are watched by `lending.py`.
"""

from __future__ import annotations

from roadstead.errors import Refusal
from roadstead.server.connection import Connection
from roadstead.server.ending import LINGER_SECONDS


def look(connection: Connection, now: float) -> None:
    """Close the connection if its time is up; `now` is the event loop's time in seconds."""
    if connection.lent is not None:
        return
    if connection.ending_since is not None:
        if now - connection.ending_since > LINGER_SECONDS:
            connection.transport.abort()
        return
    if _head_is_late(connection, now):
        seconds = connection.limits.header_seconds
        text = f"the head did not arrive within {seconds:g} seconds"
        connection.refusal = Refusal("BAD_REQUEST", text, status=408)
        connection.send_400_response("")
    elif unsent := connection.transport.get_write_buffer_size():
        _look_at_answer(connection, unsent, now)
    elif not connection.transport.is_closing():
        _look_at_request(connection, now)


def _head_is_late(connection: Connection, now: float) -> bool:
    if connection.head_since is None or connection.transport.is_closing():
        return False
    if connection.flow.read_paused:  # it could not come
        connection.head_since = now
    return now - connection.head_since > connection.limits.header_seconds


def _look_at_answer(connection: Connection, unsent: int, now: float) -> None:
    """The client must take of what waits for it; what it sends meanwhile counts for nothing."""
    if unsent != connection.unsent:
        connection.unsent, connection.still_since = unsent, now
    elif now - connection.still_since > connection.limits.stall_seconds:
        connection.transport.abort()


def _look_at_request(connection: Connection, now: float) -> None:
    """The client must begin one, or send on what it has begun."""
    if connection.moved or connection.unsent:
        connection.moved, connection.unsent, connection.still_since = False, 0, now
        return
    still = now - connection.still_since
    if connection.at_rest():
        if still > connection.limits.idle_seconds:
            connection.transport.close()
    elif connection.in_message and not connection.flow.read_paused and still > connection.limits.stall_seconds:
        connection.transport.abort()
