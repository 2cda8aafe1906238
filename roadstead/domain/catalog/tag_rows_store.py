"""The SQL of a repository's tags, each with the artifact it names: pages of them, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.db.keyset import After, condition
from roadstead.db.listing import Column, Columns, Filter, Listing
from roadstead.db.lots import in_lots
from roadstead.db.tx import Row, Tx
from roadstead.errors import Refusal

OF_TAG: Columns = {
    "id": Column("t.id", "number"),
    "name": Column("t.name"),
    "push_time": Column("t.pushed_at", "time"),
    "pull_time": Column("t.pulled_at", "time"),
}
OF_ARTIFACT: Columns = {
    "digest": Column("m.digest"),
    "type": Column("m.kind"),
    "size": Column("m.content_size", "number"),
}
COLUMNS: Columns = {**OF_TAG, **OF_ARTIFACT}
NEWEST = ("push_time", True)
BY_ID = ("id", True)
"""The order in which a page may begin after a tag."""

_JOIN = " JOIN manifest m ON m.id = t.manifest_id"


def repository_id(tx: Tx, project_id: int, name: str) -> int | None:
    """The id of a repository that is shown."""
    found: int | None = tx.value(
        "SELECT id FROM repository WHERE name = ? AND project_id = ? AND updated_at > 0", name, project_id
    )
    return found


def page(tx: Tx, repository: int, listing: Listing, after: After | None) -> tuple[list[Row], int | None]:
    """((id, repository id, manifest id, name, pushed at, pulled at, digest, media type, kind, size), how many).

    Not counted when the page begins after a tag. Raises Refusal BAD_REQUEST.
    """
    known = [one for one in listing.sort if one[0] in COLUMNS] or [NEWEST]
    listing.unknown += [name for name, _ in listing.sort if name not in COLUMNS]
    if after and known != [BY_ID]:
        raise Refusal("BAD_REQUEST", "page_token: sort by -id")
    place, behind = condition(after, "id", COLUMNS["id"], True, "t.id")
    asked = {name for name, _ in known} | {one.name for one in listing.filters}
    labelled, labels = _labelled(listing.take("labels"))
    where, values = listing.where(COLUMNS)
    source = f"FROM tag t{_JOIN if asked & OF_ARTIFACT.keys() else ''} WHERE t.repository_id = ?{labelled}{where}"
    given: list[object] = [repository, *labels, *values]
    total = None if after else int(tx.value(f"SELECT count(*) {source}", *given))
    order = _order(known)
    rows = tx.all(
        "SELECT t.id, t.repository_id, t.manifest_id, t.name, t.pushed_at, t.pulled_at, m.digest, m.media_type, m.kind,"
        " CASE WHEN m.kind IS NULL THEN m.size ELSE m.content_size END"
        f" FROM (SELECT t.id {source}{place}{order} LIMIT ? OFFSET ?) page JOIN tag t ON t.id = page.id{_JOIN}{order}",
        *given,
        *behind,
        *listing.window,
    )
    return rows, total


def accessory_kinds(tx: Tx, repository: int, digests: Sequence[str]) -> list[Row]:
    """(digest, kind of an accessory that it has), each once."""
    found: list[Row] = []
    for marks, lot in in_lots(sorted(set(digests))):
        found += tx.all(
            "SELECT DISTINCT accessory_of, accessory_kind FROM manifest"
            f" WHERE repository_id = ? AND accessory_of IN ({marks})",
            repository,
            *lot,
        )
    return found


def _order(known: Sequence[tuple[str, bool]]) -> str:
    """A tag's name is its own in a repository; all else needs the id to be whole."""
    words = [f"{COLUMNS[name].sql} DESC" if down else COLUMNS[name].sql for name, down in known]
    if known[0][0] not in ("name", "id"):
        words.append("t.id DESC" if known[0][1] else "t.id")
    return " ORDER BY " + ", ".join(words)


def _labelled(asked: Sequence[Filter]) -> tuple[str, list[object]]:
    parts, values = [], list[object]()
    for one in asked:
        for value in one.values:
            if one.how != "is" or not value.isdecimal() or not value.isascii() or len(value) > 18:
                raise Refusal("BAD_REQUEST", "q: labels=ID is expected")
            parts.append(
                " AND EXISTS (SELECT 1 FROM manifest_label ml WHERE ml.manifest_id = t.manifest_id AND ml.label_id = ?)"
            )
            values.append(int(value))
    return "".join(parts), values
