"""The bench of the API in small: it runs to its end and prints every row. What it measures is not looked at."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.control_plane.operations import ASKS, BUSY, LOG

SMALL = ["--artifacts=2000", "--log=2000", "--requests=3", "--repeats=1", "--seconds=0.1"]


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_every_row_is_printed(engine: str, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "bench.control_plane", f"--engines={engine}", f"--json={figures}", *SMALL]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for ask in (*ASKS, *BUSY, *LOG):
        assert ask.name in done.stdout, (ask.name, done.stderr)
    assert "Memory of the server" in done.stdout
    assert [len(rows) for rows in json.loads(figures.read_bytes()).values()] == [len(ASKS), len(BUSY), len(LOG)]
