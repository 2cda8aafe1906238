"""What a handler gives back, and the usual ones."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from roadstead.db.listing import Listing
from roadstead.server.http import Headers


class Reply(msgspec.Struct):
    """`body`: something that JSON can say, or bytes with their own content-type among the headers, or None."""

    status: int = 200
    body: object = None
    headers: Headers = []


def created(location: str) -> Reply:
    """201 with the new thing's place."""
    return Reply(201, headers=[(b"location", location.encode())])


def text(body: str, kind: str = "text/plain; charset=utf-8") -> Reply:
    """Text as it is."""
    return Reply(body=body.encode(), headers=[(b"content-type", kind.encode())])


def listed(
    path: str,
    query: Sequence[tuple[str, str]],
    listing: Listing,
    items: Sequence[object],
    total: int | None,
    following: str | None,
) -> Reply:
    """A page with links to its neighbours, and a warning of names that nothing is known by.

    With the number of all rows, unless the page was asked for by a token: then the link to the next has one too.
    `following` is the next page's.
    """
    headers: Headers = []
    links = []
    if total is None:
        links += [_link(path, query, "next", page_token=following)] if following else []
    else:
        headers.append((b"x-total-count", b"%d" % total))
        size, offset = listing.window
        links += [_link(path, query, "prev", page=str(listing.page - 1))] if listing.page > 1 else []
        links += [_link(path, query, "next", page=str(listing.page + 1))] if offset + size < total else []
    if links:
        headers.append((b"link", " , ".join(links).encode()))
    if following:
        headers.append((b"x-next-page-token", following.encode()))
    if listing.unknown:
        names = ", ".join(name[:50].encode("ascii", "replace").decode() for name in listing.unknown)
        quoted = "".join(letter for letter in names if letter.isprintable() and letter not in '"\\')
        headers.append((b"warning", f'199 - "not known here and left out: {quoted}"'.encode()))
    return Reply(200, list(items), headers)


def _link(path: str, query: Sequence[tuple[str, str]], rel: str, **place: str) -> str:
    kept = [(name, value) for name, value in query if name not in ("page", "page_token")]
    return f'<{path}?{urlencode([*kept, *place.items()])}>; rel="{rel}"'
