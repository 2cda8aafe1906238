"""A repository's tags as people look through them: each with what it names, in one page whatever there is."""

from __future__ import annotations

import msgspec

from roadstead.db.keyset import After
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.catalog import tag_rows_store
from roadstead.domain.catalog.artifacts_model import Tag
from roadstead.domain.catalog.repositories_removal import absent
from roadstead.domain.immutability import service as immutability
from roadstead.domain.labels import service as labels
from roadstead.domain.labels.model import Label
from roadstead.domain.projects.model import Standing

MOST = 100


class TagRow(msgspec.Struct, frozen=True):
    """A tag and what is told of its artifact; `size` in bytes, `accessories` the kinds that belong to it."""

    tag: Tag
    digest: str
    media_type: str
    kind: str | None
    size: int
    labels: list[Label] = []
    accessories: list[str] = []


class TagRows(msgspec.Struct, frozen=True):
    """A page; `total` of all pages, None when it was not counted; `after`: where the next one begins."""

    items: list[TagRow]
    total: int | None
    after: After | None


def page(tx: Tx, standing: Standing, repository: str, listing: Listing, after: After | None) -> TagRows:
    """The newest first, unless the listing says otherwise. Raises Refusal NOT_FOUND, BAD_REQUEST."""
    listing.page_size = listing.page_size or MOST
    repository_id = tag_rows_store.repository_id(tx, standing.project_id, repository)
    if repository_id is None:
        raise absent(repository)
    rows, total = tag_rows_store.page(tx, repository_id, listing, after)
    if not rows:
        return TagRows([], total, None)
    rules = immutability.protection(tx, standing.project_id)
    fixed = set(rules.of(repository, [row[3] for row in rows]))
    labelled = labels.of_manifests(tx, [row[2] for row in rows])
    belonging: dict[str, list[str]] = {}
    for digest, kind in tag_rows_store.accessory_kinds(tx, repository_id, [row[6] for row in rows]):
        belonging.setdefault(digest, []).append(kind)
    items = [
        TagRow(
            Tag(tag_id, of, manifest_id, name, pushed_at, pulled_at, name in fixed),
            *(digest, media_type, kind, size),
            labelled.get(manifest_id, []),
            sorted(belonging.get(digest, [])),
        )
        for tag_id, of, manifest_id, name, pushed_at, pulled_at, digest, media_type, kind, size in rows
    ]
    last = rows[-1][0] if len(rows) == listing.window[0] else None
    following = None if last is None else After(*tag_rows_store.BY_ID, last, last)
    return TagRows(items, total, following if listing.sort == (tag_rows_store.BY_ID,) else None)
