"""One artifact of a project, and the lists below it."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.catalog import artifacts_lists_store
from roadstead.domain.catalog.artifacts_model import Attached, Tag
from roadstead.domain.catalog.model import Place
from roadstead.domain.catalog.trash_model import TagChange
from roadstead.domain.immutability import service as immutability
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.oci.digest import is_digest_like


class Found(msgspec.Struct, frozen=True):
    """An artifact: where it is, its id and digest."""

    place: Place
    id: int
    digest: str


def find(tx: Tx, standing: Standing, repository: str, reference: str) -> Found:
    """By tag or digest. Raises Refusal NOT_FOUND, also for what is in another project."""
    by_digest = is_digest_like(reference)
    row = artifacts_lists_store.find(tx, standing.project_id, repository, reference, by_digest=by_digest)
    if row is None:
        raise absent(repository, reference)
    repository_id, manifest_id, digest = row
    return Found(Place(repository_id, standing.project_id, repository), manifest_id, digest)


def absent(repository: str, reference: str) -> Refusal:
    """The refusal for an artifact that is not there."""
    joined = "@" if is_digest_like(reference) else ":"
    return Refusal("NOT_FOUND", f"artifact {repository[:255]}{joined}{reference[:160]} not found")


def tags(
    tx: Tx, standing: Standing, repository: str, reference: str, listing: Listing, immutable: bool
) -> tuple[list[Tag], int]:
    """(the tags of the page, how many in all). Raises Refusal NOT_FOUND, BAD_REQUEST."""
    found = find(tx, standing, repository, reference)
    rows, total = artifacts_lists_store.tags(tx, found.id, listing)
    told = [Tag(*row) for row in rows]
    if immutable:
        rules = immutability.protection(tx, standing.project_id)
        told = [replace(tag, immutable=bool(rules.of(repository, [tag.name]))) for tag in told]
    return told, total


def accessories(
    tx: Tx, standing: Standing, repository: str, reference: str, listing: Listing
) -> tuple[list[Attached], int]:
    """(the accessories of the page, how many in all). Raises Refusal NOT_FOUND, BAD_REQUEST."""
    found = find(tx, standing, repository, reference)
    rows, total = artifacts_lists_store.accessories(tx, found.place.id, found.digest, listing)
    return [Attached(*row) for row in rows], total


def tag_history(
    tx: Tx, standing: Standing, repository: str, name: str, listing: Listing
) -> tuple[list[TagChange], int]:
    """(what the tag pointed at, of the page; how many in all). Raises Refusal NOT_FOUND (the tag never was)."""
    rows, total = artifacts_lists_store.tag_history(tx, standing.project_id, repository, name, listing)
    if not total and not listing.filters:
        raise Refusal("NOT_FOUND", f"there has been no tag {name[:128]} in {repository[:255]}")
    return [TagChange(*row) for row in rows], total
