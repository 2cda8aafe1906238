"""Where a page of a long list begins: after a row, so that the hundredth page costs what the first does.

The place travels as `page_token`, a text that only we read; it holds nothing that the list itself does not show.
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

import msgspec

from roadstead.db.listing import Column
from roadstead.errors import Refusal

ROWS = "#"
"""In the place of a column's name: rows are counted."""

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


class After(msgspec.Struct, frozen=True, array_like=True):
    """The last row that was shown: its value in the column that orders the list, and its id."""

    name: str
    descending: bool
    value: Whole | str
    id: Whole

    def token(self) -> str:
        """As it travels."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


_read = msgspec.json.Decoder(After)


def read_token(token: str) -> After:
    """Raises Refusal BAD_REQUEST for a text that no answer gave out."""
    try:
        after = _read.decode(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise wrong() from None
    if isinstance(after.value, str) and "\0" in after.value:
        raise wrong()
    return after


def after_rows(count: int) -> After:
    """Behind so many rows: of lists that are short enough to be counted through."""
    return After(ROWS, False, count, 0)


def rows_before(after: After) -> int | None:
    """How many, if it is a place of that kind."""
    return after.value if after.name == ROWS and isinstance(after.value, int) and after.value >= 0 else None


def condition(after: After | None, name: str, column: Column, descending: bool, key: str) -> tuple[str, list[object]]:
    """What rows behind `after` fulfil, led by AND, in an order by column and key alike; and its parameters.

    Raises Refusal BAD_REQUEST for a place in a list of another order.
    """
    if after is None:
        return "", []
    fits = isinstance(after.value, str) == (column.kind == "text")
    if (after.name, after.descending) != (name, descending) or not fits:
        raise wrong()
    return f" AND ({column.sql}, {key}) {'<' if descending else '>'} (?, ?)", [after.value, after.id]


def wrong() -> Refusal:
    """The refusal of a token that is none of this list's."""
    return Refusal("BAD_REQUEST", "page_token: use what the answer before gave, with the same q and sort")
