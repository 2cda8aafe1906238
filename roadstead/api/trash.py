"""trash: what was deleted in a project and may come back; and what tags pointed at before. Not part of the contract."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.repositories import AT, full_name
from roadstead.api.wire.trash import change, item, restored

RESTORE = project("artifact", "create", AT)
PURGE = project("artifact", "delete", AT)


@operation("listTrash", RESTORE)
def list_trash(call: Call) -> Reply:
    """The newest first; for those who may put back what they see."""
    listing = call.listing()
    found, total = call.services.trash.page(call.project, listing)
    return call.page(listing, [item(one) for one in found], total)


@operation("restoreTrash", RESTORE)
def restore_trash(call: Call) -> Reply:
    """As a push of all that it holds; with `skip_tags` without the tags that point elsewhere by now."""
    call.demand("tag", "create", call.project)
    found = call.services.trash.restore(
        call.project, call.number("trash_id"), call.caller.actor, skip_tags=call.flag("skip_tags")
    )
    return Reply(body=restored(found))


@operation("deleteTrash", PURGE)
def delete_trash(call: Call) -> Reply:
    """For good, before it expires."""
    _demand_purge(call)
    call.services.trash.empty(call.project, call.number("trash_id"), call.caller.actor)
    return Reply()


@operation("emptyTrash", PURGE)
def empty_trash(call: Call) -> Reply:
    """Everything in it, for good."""
    _demand_purge(call)
    call.services.trash.empty_all(call.project, call.caller.actor)
    return Reply()


def _demand_purge(call: Call) -> None:
    """Repositories and tags may be among it."""
    call.demand("repository", "delete", call.project)
    call.demand("tag", "delete", call.project)


@operation("listTagHistory", project("tag", "list", AT))
def list_tag_history(call: Call) -> Reply:
    """What the tag pointed at, from when on and by whose doing, the latest first; also of a tag that is gone."""
    listing = call.listing()
    found, total = call.services.artifacts.tag_history(call.project, full_name(call), call.text("tag_name"), listing)
    return call.page(listing, [change(one) for one in found], total)
