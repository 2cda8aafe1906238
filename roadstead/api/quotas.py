"""quota: how much projects hold, and how much they may."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.quotas import QuotaUpdateReq, quota
from roadstead.db.listing import Filter

REFERENCE = "project"
"""The only kind of thing that has quotas."""


@operation("listQuotas", system("quota", "list"))
def list_quotas(call: Call) -> Reply:
    """By `reference` and `reference_id`; what nothing has is an empty list."""
    listing = call.listing()
    reference_id = call.text("reference_id")
    if call.text("reference") not in ("", REFERENCE) or not _is_id(reference_id or "0"):
        return call.page(listing, [], 0)
    if reference_id:
        listing.filters = (*listing.filters, Filter("reference_id", "is", (reference_id,)))
    quotas, total = call.services.quotas.page(listing)
    return call.page(listing, [quota(one) for one in quotas], total)


@operation("getQuota", system("quota", "read"))
def get_quota(call: Call) -> Reply:
    """One of them."""
    return Reply(body=quota(call.services.quotas.get(call.number("id"))))


@operation("updateQuota", system("quota", "update"))
def update_quota(call: Call) -> Reply:
    """Set the limit."""
    call.services.quotas.set_limits(call.number("id"), call.body(QuotaUpdateReq).hard, call.caller.actor)
    return Reply()


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
