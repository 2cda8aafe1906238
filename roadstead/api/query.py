"""`q`, `sort`, `page` and `page_size`, as every list takes them.

`q=k=v,k=~part,k=[from~to],k={a b},k=(a b)`: is, holds, between, any of, all of. A value may stand in quotes.
"""

from __future__ import annotations

from roadstead.db.listing import Filter, Listing
from roadstead.errors import Refusal

FILTERS = 20
VALUES = 100


def read_listing(q: str, sort: str, page: int, page_size: int) -> Listing:
    """What is asked for. Raises Refusal BAD_REQUEST that names the rule."""
    if page < 1:
        raise Refusal("BAD_REQUEST", "page: pages are counted from 1")
    if page_size < 0 or page_size > 100:
        raise Refusal("BAD_REQUEST", "page_size: 1 to 100")
    return Listing(read_filters(q), read_sort(sort), page, page_size, [])


def read_filters(q: str) -> tuple[Filter, ...]:
    """The filters of `q`. Raises Refusal BAD_REQUEST."""
    parts = [part for part in _split(q, ",") if part.strip()]
    if len(parts) > FILTERS:
        raise Refusal("BAD_REQUEST", f"q: at most {FILTERS} conditions")
    return tuple(_filter(part.strip()) for part in parts)


def read_sort(sort: str) -> tuple[tuple[str, bool], ...]:
    """(name, whether descending) of each of `sort=name,-creation_time`."""
    names = [name.strip() for name in sort.split(",") if name.strip()]
    if len(names) > FILTERS:
        raise Refusal("BAD_REQUEST", f"sort: at most {FILTERS} names")
    return tuple((name.lstrip("+-"), name.startswith("-")) for name in names)


def _filter(part: str) -> Filter:
    name, equals, value = part.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or not name or not value:
        raise Refusal("BAD_REQUEST", f"q: NAME=VALUE is expected, not {part[:100]!r}")
    first, last, inner = value[0], value[-1], value[1:-1]
    if first == "~":
        return Filter(name, "like", (_plain(value[1:]),))
    if first == "[":
        low, tilde, high = inner.partition("~")
        if last != "]" or not tilde:
            raise Refusal("BAD_REQUEST", f"q: {name}=[FROM~TO] is expected, not {value[:100]!r}")
        return Filter(name, "between", (_plain(low.strip()), _plain(high.strip())))
    if first in "{(":
        values = tuple(_plain(one) for one in _split(inner, " ") if one)
        if last != {"{": "}", "(": ")"}[first] or not 0 < len(values) <= VALUES:
            raise Refusal("BAD_REQUEST", f"q: {name}: {{A B}} or (A B) with 1 to {VALUES} values is expected")
        return Filter(name, "any" if first == "{" else "all", values)
    return Filter(name, "is", (_plain(value),))


def _plain(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


def _split(text: str, mark: str) -> list[str]:
    """`text` at each `mark` that does not stand in quotes."""
    parts, start, quoted = [], 0, False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == mark and not quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
