"""F14 and more: the storm of `storm.py`, for a short while; `ROADSTEAD_TEST_FULL=1` for three minutes."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.collecting import ENVIRONMENT
from tests.faults.storm import storm
from tests.support.server import Server

pytestmark = pytest.mark.faults

SECONDS = 180.0 if os.environ.get("ROADSTEAD_TEST_FULL") else 45.0


@pytest.fixture
def together(tmp_path: Path, database_url: str) -> Iterator[list[Server]]:
    """One node on SQLite, two on PostgreSQL."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(Server.start(tmp_path / "data", database_url=database_url, env=ENVIRONMENT))
            for _ in range(2 if database_url.startswith("postgresql") else 1)
        ]


def test_nothing_acknowledged_is_lost_and_nothing_is_left(together: list[Server]) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"python -m tests.faults.storm --seed {seed}")
    told = storm(together, seed, SECONDS)
    print(told)
    assert min(told[deed] for deed in ("push", "pull", "delete", "retag", "mounted")) > 0
    assert told["collected"] > 0
