"""What a node remembers of an upload's hash is worth nothing once another node has changed the bytes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from roadstead.blobs.driver import StorageError
from roadstead.blobs.filesystem import Filesystem
from roadstead.db.database import Database
from roadstead.domain.projects.service import Projects
from roadstead.domain.uploads.intake import Intake
from roadstead.domain.uploads.service import Uploads
from roadstead.errors import Refusal
from roadstead.settings import Limits
from tests.support.content import digest, noise

REPOSITORY, ACTOR = "team/app", 1
FIRST, OTHER = noise("first"), noise("other")


def test_other_bytes_of_the_same_length(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk had no room when the other node finished: what was there is forgotten, and other bytes come."""
    Projects(database).create("team")
    here, there = (Uploads(database, Filesystem(tmp_path), Limits()) for _ in range(2))
    upload = here.begin(REPOSITORY, ACTOR)

    def held(node: Uploads) -> Intake:
        return node.go_on(upload, REPOSITORY, ACTOR)

    intake = held(here)
    intake.write(memoryview(FIRST))
    intake.release()

    intake = held(there)
    with monkeypatch.context() as patch:

        def full(fd: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError):
            there.finish(intake, REPOSITORY, digest(FIRST), session=True)
    intake.release()
    intake = held(there)
    intake.write(memoryview(OTHER))
    intake.release()

    intake = held(here)
    with pytest.raises(Refusal, match="DIGEST_INVALID"):
        here.finish(intake, REPOSITORY, digest(FIRST), session=True)
    intake.release()
