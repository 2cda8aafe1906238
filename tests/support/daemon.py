"""Starts a daemon that a client talks to, waits until it answers, and ends it."""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# Seconds that a daemon may take to answer, and to end.
PATIENCE = 60


@contextmanager
def daemon(argv: Sequence[str | Path], log: Path, answers: Callable[[], bool]) -> Iterator[None]:
    """Run `argv` while the block runs; what it prints goes to `log`, which is shown when it does not start."""
    with log.open("w") as out:
        process = subprocess.Popen(argv, stdout=out, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while not answers():
            alive = process.poll() is None and time.monotonic() < until
            assert alive, f"{argv[0]} did not start:\n{log.read_text()}"
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def succeeds(*argv: str | Path) -> bool:
    """Whether a command ends well: the usual way to ask a daemon if it is there."""
    return subprocess.run(argv, capture_output=True).returncode == 0
