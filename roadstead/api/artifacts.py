"""artifact: lists, one, deletion; accessories."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.keyset_pages import begins_after, keyset_page
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.repositories import AT, full_name
from roadstead.api.wire.artifacts import accessory, artifact
from roadstead.domain.catalog.artifacts_filter_store import Scope
from roadstead.domain.catalog.artifacts_model import Wanted


def wanted(call: Call) -> Wanted:
    """What the flags of the call ask for; scanners have found nothing yet, whoever asks for it."""
    return Wanted(
        tags=call.flag("with_tag"),
        labels=call.flag("with_label"),
        accessories=call.flag("with_accessory"),
        inherited=call.flag("with_inherited_accessory"),
        immutable=call.flag("with_immutable_status"),
    )


@operation("listArtifacts", project("artifact", "list", AT))
def list_artifacts(call: Call) -> Reply:
    """Those of a repository, the newest first, without accessories and untagged children of indexes."""
    return _page(call, Scope(call.project.project_id, full_name(call)))


@operation("listArtifactsOfProject", project("artifact", "list"))
def list_artifacts_of_project(call: Call) -> Reply:
    """Those of all repositories of a project, or the newest of each."""
    return _page(call, Scope(call.project.project_id, latest=call.flag("latest_in_repository")))


def _page(call: Call, scope: Scope) -> Reply:
    listing = call.listing()
    page = call.services.artifacts.page(scope, listing, wanted(call), begins_after(call))
    return keyset_page(call, listing, [artifact(one) for one in page.items], page.total, page.after)


@operation("getArtifact", project("artifact", "read", AT))
def get_artifact(call: Call) -> Reply:
    """By tag or digest; with `with_size=true` how much of it is nowhere else."""
    sizes = call.flag("with_size")
    found = call.services.artifacts.one(
        call.project, full_name(call), call.text("reference"), wanted(call), sizes=sizes
    )
    return Reply(body=artifact(found))


@operation("deleteArtifact", project("artifact", "delete", AT))
def delete_artifact(call: Call) -> Reply:
    """By tag or digest; all its tags and its accessories go along."""
    call.services.artifacts.delete(call.project, full_name(call), call.text("reference"), call.caller.actor)
    return Reply()


@operation("listAccessories", project("accessory", "list", AT))
def list_accessories(call: Call) -> Reply:
    """What belongs to the artifact."""
    listing = call.listing()
    found, total = call.services.artifacts.accessories(call.project, full_name(call), call.text("reference"), listing)
    return call.page(listing, [accessory(one) for one in found], total)
