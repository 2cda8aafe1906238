"""When a connection's socket is read: not while requests that have come wait for their turn.

Else a client that sends without end would fill the memory with requests that nobody answers yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.flow_control import FlowControl

if TYPE_CHECKING:
    from roadstead.server.parsing import Parsing


class Flow(FlowControl):
    """uvicorn's, whose every request may have reading resumed."""

    def __init__(self, connection: Parsing) -> None:
        super().__init__(connection.transport)
        self.connection = connection

    def resume_reading(self) -> None:
        """Read on, unless requests wait."""
        if not (self.connection.pipeline or self.connection.ahead):
            super().resume_reading()
