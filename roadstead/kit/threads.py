"""Worker threads for work that blocks; bounded in number, so what waits is a queue of small tasks."""

from __future__ import annotations

import asyncio
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
        """What `work` returns or raises; it goes on when the caller is cancelled."""
        loop = asyncio.get_running_loop()
        if kwargs:
            return await loop.run_in_executor(self.pool, lambda: work(*args, **kwargs))
        return await loop.run_in_executor(self.pool, work, *args)

    def close(self) -> None:
        """Wait for what runs."""
        self.pool.shutdown(wait=True)
