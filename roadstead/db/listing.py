"""A list that is asked for: which rows, in which order, which page; as parts of SQL over named columns.

A store says which names may be asked for and what each is in SQL (`Columns`); a name that it does not say is left
out and told of in `unknown`, so a column that holds a secret cannot be searched for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

import msgspec

from roadstead.errors import Refusal

Kind = Literal["text", "number", "time", "flag"]
How = Literal["is", "like", "between", "any", "all"]


class Column(msgspec.Struct, frozen=True):
    """A name of a list: its SQL, what it holds, and whether an index bears an order by it."""

    sql: str
    kind: Kind = "text"
    sortable: bool = True


Columns = Mapping[str, Column]


class Filter(msgspec.Struct, frozen=True):
    """`is` has one value, `between` two (empty: open), `any` and `all` at least one."""

    name: str
    how: How
    values: tuple[str, ...]


class Listing(msgspec.Struct):
    """`sort` holds (name, whether descending); `page` counts from 1; `unknown` collects names that no column has.

    `begin`: how many rows lie before the page, if that was said instead of its number.
    """

    filters: tuple[Filter, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    page: int = 1
    page_size: int = 10
    unknown: list[str] = []
    begin: int | None = None

    @property
    def window(self) -> tuple[int, int]:
        """(LIMIT, OFFSET). A page size of 0 is all that a list may hold at once."""
        size = self.page_size or ALL
        return size, min((self.page - 1) * size if self.begin is None else self.begin, FAR)

    def take(self, name: str) -> list[Filter]:
        """The filters of this name, for a store that answers them by hand; they count no more in `where`."""
        taken = [one for one in self.filters if one.name == name]
        self.filters = tuple(one for one in self.filters if one.name != name)
        return taken

    def where(self, columns: Columns) -> tuple[str, list[object]]:
        """(conditions joined by AND, each led by AND; their parameters). Raises Refusal BAD_REQUEST."""
        parts: list[str] = []
        values: list[object] = []
        for one in self.filters:
            column = columns.get(one.name)
            if column is None:
                self.unknown.append(one.name)
                continue
            text, some = _condition(column, one)
            parts.append(f" AND {text}")
            values += some
        return "".join(parts), values

    def order(self, columns: Columns, usual: str, unasked: str = "") -> str:
        """ORDER BY …; `usual` is SQL that makes every order whole, such as an id; `unasked` the order of who asks for
        none, or for none that there is."""
        parts = []
        for name, descending in self.sort:
            column = columns.get(name)
            if column is None or not column.sortable:
                self.unknown.append(name)
            else:
                parts.append(f"{column.sql} DESC" if descending else column.sql)
        return " ORDER BY " + ", ".join([*parts, usual] if parts or not unasked else [unasked])


ALL = 10_000
"""Most rows of a list that is asked for whole."""
FAR = 1 << 53


def _condition(column: Column, one: Filter) -> tuple[str, list[object]]:
    if one.how == "like":
        if column.kind != "text":
            raise Refusal("BAD_REQUEST", f"q: {one.name} is no text, ~ does not fit")
        return f"lower({column.sql}) LIKE ? ESCAPE '\\'", [like(one.values[0])]
    values = [_typed(column, one, value) for value in one.values]
    if one.how == "between":
        low, high = values
        parts = [f"{column.sql} {sign} ?" for sign, end in ((">=", low), ("<=", high)) if end is not None]
        return f"({' AND '.join(parts) or '1 = 1'})", [end for end in (low, high) if end is not None]
    if one.how == "any":
        return f"{column.sql} IN ({','.join('?' * len(values))})", values
    return " AND ".join([f"{column.sql} = ?"] * len(values)), values


def like(part: str) -> str:
    """The pattern of LIKE for texts that hold `part`, whatever the case of its letters."""
    escaped = part.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _typed(column: Column, one: Filter, value: str) -> object:
    if value == "" and one.how == "between":
        return None
    try:
        if column.kind == "number":
            return _number(value)
        if column.kind == "time":
            return _time(value)
        if column.kind == "flag":
            return {"true": 1, "1": 1, "false": 0, "0": 0}[value.lower()]
    except (ValueError, KeyError, OverflowError):
        what = {"number": "a whole number", "time": "a time like 2024-05-01 12:30:00", "flag": "true or false"}
        raise Refusal("BAD_REQUEST", f"q: {one.name} must be {what[column.kind]}, not {value[:100]!r}") from None
    return value


def _number(value: str) -> int:
    number = int(value)
    if not value.isascii() or abs(number) >= 1 << 63:
        raise ValueError
    return number


def _time(value: str) -> int:
    """Milliseconds since the epoch; without a zone it is UTC."""
    time = datetime.fromisoformat(value)
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000)
