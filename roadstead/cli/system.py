"""What a command works on: the system in the data folder, which may be serving meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from roadstead.cli.console import Failure
from roadstead.db.database import Database, open_database
from roadstead.domain.access.first_start import ensure_first
from roadstead.domain.access.keys import Keys, KeysError
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.catalog.trash import Trash
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.domain.identity.people import People
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.domain.retention.service import Retention
from roadstead.settings import Settings, load


class System:
    """The services over one open database."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self.db = db
        self.settings = settings
        keeping = Keeping(settings.trash.days, settings.trash.in_quota)
        self.trash = Trash(db, Repositories(db, keeping))
        self.identity = Identity(db)
        self.people = People(db)
        self.projects = Projects(db)
        self.catalog = Catalog(db, keeping)
        self.retention = Retention(db)


@contextmanager
def opened(**given: Any) -> Iterator[System]:
    """The system that the settings name. Raises Failure when there is none yet or it cannot be reached."""
    settings = load(**given)
    begun = settings.database_url is not None or (settings.folder / "roadstead.db").exists()
    if not begun:
        raise nothing_here(settings)
    with _database(settings) as db:
        system = System(db, settings)
        if not system.identity.has_begun():
            raise nothing_here(settings)
        yield system


def begin(settings: Settings) -> str | None:
    """Make the folder, the database, the keys, the first account and project, where they are not there yet.

    The first administrator's password if it was made up just now.
    """
    settings.folder.mkdir(parents=True, exist_ok=True)
    key_ring(settings)
    with _database(settings) as db:
        system = System(db, settings)
        return ensure_first(db, system.identity, system.projects, settings)


def key_ring(settings: Settings) -> Keys:
    """The signing keys. Raises Failure."""
    try:
        return Keys(settings.folder / "keys", settings.tokens.algorithm)
    except KeysError as e:
        raise Failure(str(e)) from e


@contextmanager
def begun(settings: Settings) -> Iterator[System]:
    """A system that may have no account yet: folder, keys and database are made where they are not there."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    key_ring(settings)
    with _database(settings) as db:
        yield System(db, settings)


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    try:
        db = open_database(settings.database, settings.folder / "run")
    except (RuntimeError, ValueError) as e:
        raise Failure(str(e)) from e
    try:
        yield db
    finally:
        db.close()


def nothing_here(settings: Settings) -> Failure:
    """The failure of a folder without a system."""
    return Failure(f"{settings.folder}: no system has begun here, run `roadstead init` or `roadstead serve`")
