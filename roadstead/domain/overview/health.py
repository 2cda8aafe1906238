"""Whether the registry can do its work now: the parts it needs, each looked at. Blocks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from roadstead.db.database import Database
from roadstead.domain.overview import store


class Part(msgspec.Struct, frozen=True):
    """A part and what is wrong with it; empty: nothing. Anybody may read this: it names no place and no address."""

    name: str
    error: str = ""


class Room(msgspec.Struct, frozen=True):
    """Bytes of the disk that content lies on."""

    total: int
    free: int


class Health:
    """What a check of health finds, and how much room there is."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.folder = folder

    def parts(self) -> list[Part]:
        """Every part: `core` and `registry` are this process, which answers."""
        return [
            Part("core"),
            Part("database", _error(self._ask_database, "the database does not answer")),
            Part("registry"),
            Part("storage", _error(self._look_at_storage, "the storage cannot be written to, or is full")),
        ]

    def room(self) -> Room:
        """Of the data folder's disk."""
        usage = shutil.disk_usage(self.folder)
        return Room(usage.total, usage.free)

    def _ask_database(self) -> bool:
        return self.db.read(store.answers)

    def _look_at_storage(self) -> bool:
        return os.access(self.folder, os.W_OK | os.X_OK) and shutil.disk_usage(self.folder).free > 0


def _error(look: Callable[[], bool], text: str) -> str:
    try:
        return "" if look() else text
    except Exception:
        return text
