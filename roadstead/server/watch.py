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
    limits = connection.limits
    transport = connection.transport
    if connection.lent is not None or transport.is_closing():
        return
    if connection.ending_since is not None:
        if now - connection.ending_since > LINGER_SECONDS:
            transport.abort()
        return
    if connection.head_since is not None and now - connection.head_since > limits.header_seconds:
        refusal = Refusal(
            "BAD_REQUEST", f"the head did not arrive within {limits.header_seconds:g} seconds", status=408
        )
        connection.refusal = refusal
        connection.send_400_response("")
        return
    unsent = transport.get_write_buffer_size()
    if unsent:
        if unsent != connection.unsent or connection.moved:
            connection.moved, connection.still_since = False, now
        connection.unsent = unsent
        if now - connection.still_since > limits.stall_seconds:
            transport.abort()
        return
    connection.unsent = 0
    if connection.moved:
        connection.moved, connection.still_since = False, now
        return
    still = now - connection.still_since
    if connection.at_rest():
        if still > limits.idle_seconds:
            transport.close()
    elif connection.in_message and not connection.flow.read_paused and still > limits.stall_seconds:
        transport.abort()
