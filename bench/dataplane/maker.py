"""Runs the load maker: files of work in, figures out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.dataplane.peers import Peer


class LoadError(Exception):
    """The load maker failed, or a server answered wrongly where no wrong answer is accepted."""


@dataclass(frozen=True)
class Load:
    """What all clients of a run saw; times in milliseconds of one piece of work (request, push, pull)."""

    done: int
    failed: int
    seconds: float
    per_second: float
    mb_per_second: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    statuses: dict[str, int] = field(default_factory=dict)
    why: str = ""
    digests: list[str] = field(default_factory=list)


class Maker:
    """The load maker's program and a folder for its files of work."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = program
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, peer: Peer, command: str, lines: list[str], *, strict: bool = True, **flags: object) -> Load:
        """Run one subcommand on lines of work. Raises LoadError, when strict also for one wrong answer."""
        done = subprocess.run(self._command(peer, command, lines, flags), capture_output=True, text=True, check=False)
        if done.returncode:
            raise LoadError(f"{peer.name}, {command}: {done.stderr.strip()}")
        load = Load(**json.loads(done.stdout))
        if strict and (load.failed or not load.done):
            raise LoadError(
                f"{peer.name}, {command}: {load.done} done, {load.failed} failed {load.statuses}: {load.why}"
            )
        return load

    @contextmanager
    def hold(self, peer: Peer, lines: list[str], **flags: object) -> Iterator[dict[str, Any]]:
        """Keep idle or slow connections up while the block runs; the dict then says what was up at its end."""
        held: dict[str, Any] = {}
        with subprocess.Popen(
            self._command(peer, "hold", lines, flags),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as holder:
            assert holder.stdin
            assert holder.stdout
            assert holder.stderr
            try:
                if not holder.stdout.readline():
                    raise LoadError(f"{peer.name}, hold: {holder.stderr.read().strip()}")
                yield held
            finally:
                holder.stdin.close()
                held.update(json.loads(holder.stdout.readline() or "{}"))
                holder.wait()

    def _command(self, peer: Peer, command: str, lines: list[str], flags: dict[str, object]) -> list[str]:
        file = self._folder / f"{command}.txt"
        file.write_text("".join(line + "\n" for line in lines))
        words = [str(self._program), command, "-addr", peer.host, "-file", str(file)]
        words += [f"-{name.replace('_', '-')}={_text(value)}" for name, value in flags.items()]
        return [*words, "-tls"] if peer.tls else words


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
