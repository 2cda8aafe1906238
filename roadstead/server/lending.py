"""A socket on loan: turns of a pump in a thread, waits of the event loop between them."""

from __future__ import annotations

import asyncio
import select

from roadstead.kit.threads import Threads
from roadstead.server.pumps import AGAIN, Pump
from roadstead.server.wire import Gone, Wire


class Loan:
    """Runs a pump on a wire. A client that moves nothing for `stall_seconds` is gone."""

    def __init__(self, wire: Wire, loop: asyncio.AbstractEventLoop, movers: Threads, stall_seconds: float) -> None:
        self.wire = wire
        self._loop = loop
        self._movers = movers
        self._stall_seconds = stall_seconds

    async def run(self, pump: Pump) -> None:
        """Until the pump is done. Raises Gone, and what its sink raises."""
        while (event := await self._movers.run(pump.turn)) is not None:
            if event != AGAIN:
                await self._wait(event)

    async def _wait(self, event: int) -> None:
        moved: asyncio.Future[None] = self._loop.create_future()
        fd = self.wire.fileno()
        if fd < 0:
            raise Gone
        watch, unwatch = (
            (self._loop.add_reader, self._loop.remove_reader)
            if event == select.POLLIN
            else (self._loop.add_writer, self._loop.remove_writer)
        )
        watch(fd, _done, moved)
        try:
            await asyncio.wait_for(moved, self._stall_seconds)
        except TimeoutError:
            raise Gone from None
        finally:
            unwatch(fd)


def _done(moved: asyncio.Future[None]) -> None:
    if not moved.done():
        moved.set_result(None)
