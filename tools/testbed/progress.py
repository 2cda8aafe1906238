"""One line a step, with the time it took: a build of minutes must not look like a hang."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

_begun = time.monotonic()


class StepFailed(Exception):
    """A step that could not be done; the text tells the reader what to do about it."""


def say(text: str) -> None:
    """Print one line, with the seconds since the start before it."""
    print(f"[{time.monotonic() - _begun:6.1f} s] {text}", flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say that `name` begins and, when it ended well, how long it took."""
    begun = time.monotonic()
    say(f"{name} …")
    yield
    say(f"{name}: done in {time.monotonic() - begun:.1f} s")


def run(argv: Sequence[str], env: Mapping[str, str] | None = None) -> str:
    """Run a command to its end and return its output; its last lines are the message when it fails."""
    done = subprocess.run(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-20:])
        raise StepFailed(f"`{' '.join(argv)}` failed with {done.returncode}:\n{tail}")
    return done.stdout


def fail(text: str) -> None:
    """Print an error where errors go."""
    print(f"testbed: {text}", file=sys.stderr, flush=True)
