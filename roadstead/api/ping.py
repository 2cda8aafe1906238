"""ping: whether anybody is there."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import ANYONE
from roadstead.api.operations import operation
from roadstead.api.reply import Reply, text


@operation("getPing", ANYONE)
def get_ping(call: Call) -> Reply:
    """`Pong`."""
    return text("Pong")
