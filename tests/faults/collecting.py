"""A collection in a process of its own, beside serving nodes: `python -m tests.faults.collecting [forever]`.

The settings are the node's, from the environment. What it did is one line of JSON; `forever` begins anew until told to
end, and stops for nothing else.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from roadstead.app import collection_of
from roadstead.blobs.filesystem import Filesystem
from roadstead.db.database import open_database
from roadstead.db.tx import Unavailable
from roadstead.domain.collection.model import Options, Tally
from roadstead.domain.collection.service import Collection
from roadstead.settings import load
from tests.support.census import rows
from tests.support.server import Server

ALL = Options(delete_untagged=True, workers=5)
ENVIRONMENT = {
    "ROADSTEAD_TRASH_DAYS": "0",
    "ROADSTEAD_LIMITS_LEASE_SECONDS": "1",
    "ROADSTEAD_COLLECTION_READER_SECONDS": "0.001",
    "ROADSTEAD_COLLECTION_UNTAGGED_SECONDS": "1",
}
"""Whatever is let go of goes as soon as it can."""
PATIENCE = 60.0


class Silent:
    """`Watch` that nobody reads."""

    def log(self, line: str) -> None:
        """Nothing."""

    def progress(self, **numbers: object) -> None:
        """Nothing."""

    def extra(self, **values: object) -> None:
        """Nothing."""

    def check(self) -> None:
        """Go on."""


@contextmanager
def collection(environment: Mapping[str, str]) -> Iterator[Collection]:
    """A node's, by its settings."""
    settings = load(environment)
    db = open_database(settings.database, settings.folder / "run")
    try:
        yield collection_of(settings, db, Filesystem(settings.folder))
    finally:
        db.close()


def main(forever: bool) -> None:
    """Collect."""
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    done: list[Tally] = []
    with collection(os.environ) as node:
        while forever and not ending.is_set():
            try:
                done.append(node.run(ALL, Silent()))
            except Unavailable as e:
                print(e, file=sys.stderr, flush=True)
            ending.wait(0.01)
        if not forever:
            done.append(node.run(ALL, Silent()))
    told = {name: sum(getattr(one, name) for one in done) for name in Tally.__struct_fields__}
    print(json.dumps({"collections": len(done), **told}))


def begin(server: Server, *words: str, fault: str | None = None) -> subprocess.Popen[str]:
    """The process, with the server's settings."""
    environment = {name: value for name, value in server.environment.items() if name != "ROADSTEAD_FAULT"}
    if fault is not None:
        environment["ROADSTEAD_FAULT"] = fault
    command = [sys.executable, "-m", "tests.faults.collecting", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def collect(server: Server, *, fault: str | None = None) -> tuple[int, str]:
    """One collection: (exit code, what it said)."""
    process = begin(server, fault=fault)
    said, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, said if process.returncode == 0 else errors


def drain(server: Server) -> None:
    """Collect until leases have ended, nothing is left to collect and every file of it is gone."""
    deadline = time.monotonic() + PATIENCE
    with collection(server.environment) as node:
        while True:
            done = node.run(ALL, Silent())
            idle = not (done.purged_blobs or done.ended or done.unlinked_files or done.kept_blobs)
            if idle and not rows(server, "SELECT 1 FROM blob_lease UNION ALL SELECT 1 FROM unlink_log"):
                return
            assert time.monotonic() < deadline, done
            time.sleep(0.1)


if __name__ == "__main__":
    main("forever" in sys.argv[1:])
