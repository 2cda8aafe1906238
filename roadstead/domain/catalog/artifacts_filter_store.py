"""Which artifacts a list is of, and in which order: `q` and `sort` in the SQL of `manifest m`."""

from __future__ import annotations

import msgspec

from roadstead.db.keyset import After, condition
from roadstead.db.listing import Column, Columns, Filter, Listing, like
from roadstead.errors import Refusal

COLUMNS: Columns = {
    "id": Column("m.id", "number"),
    "digest": Column("m.digest"),
    "type": Column("m.kind"),
    "media_type": Column("coalesce(m.config_media_type, m.media_type)"),
    "manifest_media_type": Column("m.media_type"),
    "artifact_type": Column("coalesce(m.artifact_type, m.media_type)"),
    "size": Column("m.content_size", "number"),
    "push_time": Column("m.pushed_at", "time"),
    "pull_time": Column("m.pulled_at", "time"),
}
NEWEST = ("push_time", True)
# The order by two of them together is never null, so that a page can begin after any row.
KEYS = ("id", "digest", "size", "push_time", "pull_time")

# The second condition holds of every row; without it SQLite may take an index of other things.
BARE = " AND m.listed = 1 AND m.pushed_at >= 0"
"""The condition on artifacts of a list that asks for nothing else."""
NEWEST_FIRST = " ORDER BY m.pushed_at DESC, m.id DESC"

Part = tuple[str, list[object]]


class Scope(msgspec.Struct, frozen=True):
    """The artifacts of a repository, by its name, or of a project, by its id; `latest`: the newest of each repository.

    A repository counts only if it is in the project.
    """

    project_id: int
    repository: str | None = None
    latest: bool = False

    @property
    def repositories(self) -> Part:
        """The condition on `repository r`."""
        if self.repository is None:
            return "r.project_id = ?", [self.project_id]
        return "r.name = ? AND r.project_id = ? AND +r.updated_at > 0", [self.repository, self.project_id]


class Order(msgspec.Struct, frozen=True):
    """`sql` orders `manifest m`; a page may begin after a row if there is a `key`: its name and column."""

    sql: str
    name: str
    descending: bool
    key: Column | None

    def behind(self, after: After | None) -> Part:
        """The condition on those behind a row, led by AND. Raises Refusal BAD_REQUEST where that cannot be."""
        if after is not None and self.key is None:
            raise Refusal("BAD_REQUEST", f"page_token: sort by one of {', '.join(KEYS)}")
        return ("", []) if self.key is None else condition(after, self.name, self.key, self.descending, "m.id")


def order(listing: Listing) -> Order:
    """What `sort` asks for; the newest first when it asks for nothing that is known."""
    known = [(name, descending) for name, descending in listing.sort if name in COLUMNS] or [NEWEST]
    listing.unknown += [name for name, _ in listing.sort if name not in COLUMNS]
    name, descending = known[0]
    words = [f"{COLUMNS[one].sql} DESC" if down else COLUMNS[one].sql for one, down in (*known, ("id", descending))]
    key = COLUMNS[name] if len(known) == 1 and name in KEYS else None
    return Order(" ORDER BY " + ", ".join(words), name, descending, key)


def conditions(listing: Listing, scope: Scope) -> Part:
    """What `q` asks for, led by AND. Raises Refusal BAD_REQUEST. Call it once for each listing."""
    parts, values = [], list[object]()
    if not any(one.values == ("*",) for one in listing.take("base")):
        parts.append(BARE)
    elif scope.repository is None:  # the index of a project's artifacts has only those that are listed
        parts.append(" AND m.repository_id IN (SELECT r.id FROM repository r WHERE r.project_id = ?)")
        values.append(scope.project_id)
    for one in listing.take("tags"):
        text, some = _tagged(one, scope)
        parts.append(f" AND {text}")
        values += some
    for one in listing.take("labels"):
        text, some = _labelled(one)
        parts.append(f" AND {text}")
        values += some
    rest, others = listing.where(COLUMNS)
    return "".join([*parts, rest]), values + others


def _tagged(asked: Filter, scope: Scope) -> Part:
    """`tags=nil` and `tags=*` ask for those without and with any."""
    if asked.how == "is" and asked.values[0] in ("nil", "*"):
        has = "EXISTS (SELECT 1 FROM tag t WHERE t.manifest_id = m.id)"
        return (has if asked.values[0] == "*" else f"NOT {has}"), []
    if asked.how == "between":
        raise Refusal("BAD_REQUEST", "q: tags: NAME, ~PART, {A B}, (A B), nil or * is expected")
    here, values = scope.repositories
    among = f"(m.id IN (SELECT t.manifest_id FROM repository r JOIN tag t ON t.repository_id = r.id WHERE {here} AND"
    # "IS TRUE" lets PostgreSQL look the tags up once, however few it guesses there are; a name alone is at most one.
    once = " IS TRUE" if asked.how == "like" or scope.repository is None else ""
    if asked.how == "like":
        return f"{among} lower(t.name) LIKE ? ESCAPE '\\')){once}", [*values, like(asked.values[0])]
    if asked.how == "any":
        return f"{among} t.name IN ({','.join('?' * len(asked.values))}))){once}", [*values, *asked.values]
    every = " AND ".join([f"{among} t.name = ?)){once}"] * len(asked.values))
    return every, [value for name in asked.values for value in (*values, name)]


def _labelled(asked: Filter) -> Part:
    """By ids of labels."""
    if asked.how in ("like", "between"):
        raise Refusal("BAD_REQUEST", "q: labels: ID, {1 2} or (1 2) is expected")
    ids: list[object] = [_label(value) for value in asked.values]
    has = "EXISTS (SELECT 1 FROM manifest_label ml WHERE ml.manifest_id = m.id AND ml.label_id"
    if asked.how == "any":
        return f"{has} IN ({','.join('?' * len(ids))}))", ids
    return " AND ".join([f"{has} = ?)"] * len(ids)), ids


def _label(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise Refusal("BAD_REQUEST", f"q: labels: ids of labels are expected, not {value[:100]!r}")
    return int(value)
