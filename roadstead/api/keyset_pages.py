"""Pages that begin after a row, of lists that may be long: the thousandth costs what the first does.

Other lists take a `page_token` as well (`Call.page`): theirs count rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.api.call import Call
from roadstead.api.reply import Reply, listed
from roadstead.db.keyset import After, read_token
from roadstead.db.listing import Listing


def begins_after(call: Call) -> After | None:
    """Where the page that is asked for begins; None: by its number. Raises Refusal BAD_REQUEST."""
    token = call.request.query("page_token")
    return read_token(token) if token else None


def keyset_page(call: Call, listing: Listing, items: Sequence[object], total: int | None, after: After | None) -> Reply:
    """One page; `total` None if it was not counted, `after` where the next one begins."""
    following = after.token() if after else None
    return listed(call.request.path, call.request.pairs(), listing, items, total, following)
