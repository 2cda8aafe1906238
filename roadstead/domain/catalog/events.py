"""What the catalog announces. Payloads are JSON, written in the transaction of the change."""

from __future__ import annotations

import msgspec

from roadstead.db.tx import Tx
from roadstead.domain.catalog import write_store


class ManifestPushed(msgspec.Struct, frozen=True, tag=True):
    """A manifest was put, by digest and under these tags."""

    repository: str
    digest: str
    tags: tuple[str, ...]
    actor: str


class ManifestDeleted(msgspec.Struct, frozen=True, tag=True):
    """A manifest went, and these tags with it."""

    repository: str
    digest: str
    tags: tuple[str, ...]
    actor: str


class TagDeleted(msgspec.Struct, frozen=True, tag=True):
    """A tag went; what it pointed at stays."""

    repository: str
    tag: str
    actor: str


class TagCreated(msgspec.Struct, frozen=True, tag=True):
    """An artifact that was there got a tag."""

    repository: str
    tag: str
    digest: str
    actor: str


class RepositoryDeleted(msgspec.Struct, frozen=True, tag=True):
    """A repository went, and everything in it: `ManifestDeleted` tells of each as well, a little later."""

    repository: str
    actor: str


Event = ManifestPushed | ManifestDeleted | TagDeleted | TagCreated | RepositoryDeleted


def announce(tx: Tx, now: int, *events: Event) -> None:
    """Put the events into the outbox of the same transaction."""
    write_store.announce(tx, [(now, type(one).__name__, msgspec.json.encode(one).decode()) for one in events])
