"""portal: many tags or artifacts of a repository go at once, each as if it were deleted alone."""

from __future__ import annotations

from collections.abc import Callable

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.query import read_listing
from roadstead.api.reply import Reply
from roadstead.api.repositories import AT, full_name
from roadstead.api.wire.portal_catalog import Deleted, Deletion, Refused
from roadstead.db.keyset import After, read_token
from roadstead.domain.catalog.artifacts_filter_store import Scope
from roadstead.domain.catalog.artifacts_model import Wanted
from roadstead.errors import Refusal

MOST = 100
"""What one call takes away at most."""
STAYS = ("PRECONDITION", "UNSUPPORTED", "CONFLICT")
"""Refusals of one thing, which keep nobody from deleting the others."""


@operation("deletePortalTags", project("tag", "delete", AT))
def delete_portal_tags(call: Call) -> Reply:
    """The artifacts stay."""
    name = full_name(call)

    def delete(tag: str) -> None:
        call.services.artifacts.remove_tag(call.project, name, tag, tag, call.caller.actor)

    return _delete(call, delete)


@operation("deletePortalArtifacts", project("artifact", "delete", AT))
def delete_portal_artifacts(call: Call) -> Reply:
    """Each with all its tags and accessories."""
    name = full_name(call)

    def delete(reference: str) -> None:
        call.services.artifacts.delete(call.project, name, reference, call.caller.actor)

    return _delete(call, delete)


def _delete(call: Call, delete: Callable[[str], None]) -> Reply:
    asked = call.body(Deletion)
    if len(asked.names) > MOST:
        raise Refusal("BAD_REQUEST", f"names: at most {MOST} at once")
    call.services.repositories.one(call.project, full_name(call))  # refused where there is none
    names, after = _matching(call, asked) if asked.matching else (asked.names, None)
    deleted, refused = 0, []
    for name in names:
        try:
            delete(name)
            deleted += 1
        except Refusal as refusal:
            if refusal.code in STAYS:
                refused.append(Refused(name, refusal.code, refusal.message))
            elif refusal.code != "NOT_FOUND":  # what is gone already is what was asked for
                raise
    return Reply(body=Deleted(deleted, refused, after.token() if after else None))


def _matching(call: Call, asked: Deletion) -> tuple[list[str], After | None]:
    """Newest ids first, so that what comes meanwhile is never among them, and what stays is not met again."""
    listing = read_listing(asked.q, "-id", 1, MOST)
    after = read_token(asked.page_token) if asked.page_token else None
    artifacts = call.services.artifacts
    if asked.among == "artifacts":
        call.demand("artifact", "list", call.project)
        scope = Scope(call.project.project_id, full_name(call))
        found = artifacts.page(scope, listing, Wanted(tags=False), after)
        _check_known(listing.unknown)
        return [one.digest for one in found.items], found.after
    call.demand("tag", "list", call.project)
    tags = artifacts.tag_rows(call.project, full_name(call), listing, after)
    _check_known(listing.unknown)
    return [one.tag.name for one in tags.items], tags.after


def _check_known(unknown: list[str]) -> None:
    """A condition that means nothing may not make more go than was meant. Raises Refusal BAD_REQUEST."""
    if unknown:
        raise Refusal("BAD_REQUEST", f"q: {', '.join(unknown)[:100]} is not known here")
