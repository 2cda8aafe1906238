"""Pages that begin after a row (`page_token`): an addition to lists that may be long.

Each answer names the next page's token in `X-Next-Page-Token`; who asks with one gets no total, and `Link` leads on.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from roadstead.api.call import Call
from roadstead.api.reply import Reply
from roadstead.db.keyset import After, read_token
from roadstead.db.listing import Listing
from roadstead.server.http import Headers


def begins_after(call: Call) -> After | None:
    """Where the page that is asked for begins; None: by its number. Raises Refusal BAD_REQUEST."""
    token = call.request.query("page_token")
    return read_token(token) if token else None


def keyset_page(call: Call, listing: Listing, items: Sequence[object], total: int | None, after: After | None) -> Reply:
    """One page; `total` None if it was not counted, `after` where the next one begins."""
    token = after.token() if after else None
    reply = call.page(listing, items, 0) if total is None else call.page(listing, items, total)
    if total is None:
        reply.headers = [header for header in reply.headers if header[0] not in (b"x-total-count", b"link")]
        reply.headers += _link(call, token) if token else []
    if token:
        reply.headers.append((b"x-next-page-token", token.encode()))
    return reply


def _link(call: Call, token: str) -> Headers:
    kept = [(name, value) for name, value in call.request.pairs() if name not in ("page", "page_token")]
    query = urlencode([*kept, ("page_token", token)])
    return [(b"link", f'<{call.request.path}?{query}>; rel="next"'.encode())]
