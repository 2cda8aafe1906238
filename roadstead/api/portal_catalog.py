"""portal: one request for a page of tags, one for a page of an artifact. Not part of the contract."""

from __future__ import annotations

from roadstead.api.artifacts import wanted
from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.keyset_pages import begins_after, keyset_page
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.repositories import AT, full_name
from roadstead.api.wire.artifacts import artifact
from roadstead.api.wire.portal_catalog import PortalRepository, tag_row, whole
from roadstead.api.wire.repositories import repository
from roadstead.domain.access.permissions import EVERYTHING


@operation("getPortalRepository", project("repository", "read", AT))
def get_portal_repository(call: Call) -> Reply:
    """With what the caller may do there."""
    found = call.services.repositories.one(call.project, full_name(call))
    return Reply(body=PortalRepository(repository(found), found.project_id, permissions(call)))


@operation("listPortalTags", project("tag", "list", AT))
def list_portal_tags(call: Call) -> Reply:
    """Each with what it names."""
    call.demand("artifact", "list", call.project)
    listing = call.listing()
    found = call.services.artifacts.tag_rows(call.project, full_name(call), listing, begins_after(call))
    return keyset_page(call, listing, [tag_row(one) for one in found.items], found.total, found.after)


@operation("getPortalArtifact", project("artifact", "read", AT))
def get_portal_artifact(call: Call) -> Reply:
    """With its layers, its configuration, and what it has to do with others."""
    for resource, action in (("artifact-addition", "read"), ("accessory", "list"), ("tag", "list")):
        call.demand(resource, action, call.project)
    services, name, reference = call.services, full_name(call), call.text("reference")
    found = services.artifacts.one(call.project, name, reference, wanted(call), sizes=False)
    anatomy = services.additions.anatomy(name, found.digest)
    related = services.artifacts.related(call.project, name, found.digest)
    return Reply(body=whole(artifact(found), permissions(call), anatomy, related))


def permissions(call: Call) -> list[str]:
    """What the caller may do in the project of the path, each as `resource:action`."""
    caller = call.caller
    held = EVERYTHING if caller.sysadmin else caller.permissions_in(call.project)
    return sorted(f"{resource}:{action}" for resource, action in held)
