"""Projects as one caller sees them: a page of a list, or one."""

from __future__ import annotations

from collections.abc import Iterable

from roadstead.db.listing import Listing
from roadstead.db.tx import Row, Tx
from roadstead.domain.projects import allowlist, list_store, metadata_store, store
from roadstead.domain.projects.model import HIGHEST_FIRST, Detail, Role, Sight, Standing, absent


def page(tx: Tx, sight: Sight, listing: Listing, *, public: bool | None, detailed: bool) -> tuple[int, list[Detail]]:
    """(how many are seen in all, one page of them); four statements.

    `public` None: all of them. Roles only when `detailed`. Raises Refusal BAD_REQUEST.
    """
    total, rows = list_store.page(tx, sight, listing, public)
    return total, _details(tx, rows, sight.account_id, detailed=detailed)


def found(tx: Tx, sight: Sight, part: str, most: int) -> list[Detail]:
    """The first by name of those that are seen whose names hold `part`; three statements."""
    return _details(tx, list_store.found(tx, sight, part, most), sight.account_id, detailed=True)


def mine(tx: Tx, account_id: int, most: int) -> list[Detail]:
    """The first by name in which the account has a role; three statements."""
    return _details(tx, list_store.mine(tx, account_id, most), account_id, detailed=True)


def _details(tx: Tx, rows: list[Row], account_id: int, *, detailed: bool) -> list[Detail]:
    ids = [int(row[0]) for row in rows]
    if not ids:
        return []
    metadata: dict[int, dict[str, str]] = {}
    for project_id, name, value in list_store.metadata(tx, ids):
        metadata.setdefault(project_id, {})[name] = value
    roles: dict[int, list[int]] = {}
    if detailed and account_id:
        for project_id, role in list_store.roles(tx, account_id, ids):
            roles.setdefault(project_id, []).append(role)
    return [_detail(row, metadata.get(row[0], {}), roles.get(row[0], ())) for row in rows]


def one(tx: Tx, standing: Standing) -> Detail:
    """Raises Refusal NOT_FOUND."""
    row = store.detail(tx, standing.project_id)
    if row is None:
        raise absent(standing.name)
    metadata: dict[str, str] = dict(metadata_store.of_project(tx, standing.project_id))
    return _detail(row, metadata, standing.roles)


def _detail(row: Row, metadata: dict[str, str], roles: Iterable[int]) -> Detail:
    project_id, name, public, owner_id, created_at, updated_at, text, owner, repositories = row
    held = {Role(role) for role in roles}
    return Detail(
        id=project_id,
        name=name,
        public=bool(public),
        owner_id=owner_id,
        owner=owner,
        created_at=created_at,
        updated_at=updated_at or created_at,
        metadata=metadata,
        allowlist=allowlist.read(text),
        roles=tuple(role.value for role in HIGHEST_FIRST if role in held),
        repositories=repositories,
    )
