"""Worker threads for work that blocks; bounded in number, so what waits is a queue of small tasks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """A pool; `await threads.run(fn, …)` is one hop there and back."""

    def __init__(self, count: int, name: str) -> None:
        self.pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` returns or raises.

        Work that has begun goes on when the caller is cancelled, and the caller waits for its end: what it works on
        must not be taken away meanwhile.
        """
        future = self.pool.submit(work, *args, **kwargs)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            while not future.done():
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait([asyncio.wrap_future(future)])
            raise

    def close(self) -> None:
        """Wait for what runs."""
        self.pool.shutdown(wait=True)
