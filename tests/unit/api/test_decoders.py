"""Many first requests at once."""

from __future__ import annotations

import subprocess
import sys

STORY = """
import sys, threading
import msgspec
from roadstead.api.decoders import decode

sys.setswitchinterval(1e-6)
for _ in range(200):
    class Inner(msgspec.Struct):
        a: int | None = None
        b: str | None = None

    class Outer(msgspec.Struct):
        items: list[Inner] | None = None
        more: dict[str, Inner] | None = None

    together = threading.Barrier(8)

    def first():
        together.wait()
        assert decode(b'{"items":[{"a":1}],"more":{"x":{"b":"y"}}}', Outer).items == [Inner(1)]

    threads = [threading.Thread(target=first) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_the_first_bodies_of_a_kind_may_come_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", STORY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
