"""artifact: its tags."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.repositories import AT, full_name
from roadstead.api.wire.tags import Written, tag


@operation("listTags", project("tag", "list", AT))
def list_tags(call: Call) -> Reply:
    """The newest first."""
    listing = call.listing()
    found, total = call.services.artifacts.tags(
        call.project, full_name(call), call.text("reference"), listing, immutable=call.flag("with_immutable_status")
    )
    return call.page(listing, [tag(one) for one in found], total)


@operation("createTag", project("tag", "create", AT))
def create_tag(call: Call) -> Reply:
    """A name that the repository does not have yet."""
    name = call.body(Written).name
    call.services.artifacts.add_tag(call.project, full_name(call), call.text("reference"), name, call.caller.actor)
    return call.created(name)


@operation("deleteTag", project("tag", "delete", AT))
def delete_tag(call: Call) -> Reply:
    """The artifact stays."""
    call.services.artifacts.remove_tag(
        call.project, full_name(call), call.text("reference"), call.text("tag_name"), call.caller.actor
    )
    return Reply()
