"""Work in a thread goes on when whoever waits for it is cancelled: nobody takes away what it works on meanwhile."""

from __future__ import annotations

import asyncio
import threading

import pytest

from roadstead.kit.threads import Threads


@pytest.mark.parametrize("times", [1, 3])
def test_who_is_cancelled_waits_for_the_thread(times: int) -> None:
    threads = Threads(1, "test")
    begun, go_on = threading.Event(), threading.Event()
    file = ["open"]
    seen = []

    def work() -> None:
        begun.set()
        go_on.wait(30)
        seen.append(file[0])

    async def request() -> None:
        try:
            await threads.run(work)
        finally:
            file[0] = "closed"

    async def run() -> None:
        task = asyncio.create_task(request())
        await asyncio.to_thread(begun.wait, 30)
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0.01)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    threads.close()
    assert seen == ["open"]


def test_work_that_has_not_begun_is_given_up() -> None:
    threads = Threads(1, "test")
    go_on = threading.Event()
    done: list[str] = []

    async def run() -> None:
        first = asyncio.create_task(threads.run(go_on.wait, 30))
        second = asyncio.create_task(threads.run(done.append, "second"))
        await asyncio.sleep(0.01)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        go_on.set()
        await first

    asyncio.run(run())
    threads.close()
    assert done == []
