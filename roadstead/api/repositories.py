"""repository: of a project or of everything the caller sees; description; deletion."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import ANYONE, project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.repositories import Written, repository

AT = "project_name"


def full_name(call: Call) -> str:
    """`project/path…` of the repository in the path of the call."""
    return f"{call.project.name}/{call.text('repository_name')}"


@operation("listAllRepositories", ANYONE)
def list_all_repositories(call: Call) -> Reply:
    """Those of all projects that the caller may know of."""
    listing = call.listing()
    found, total = call.services.repositories.seen(call.caller.sight, listing)
    return call.page(listing, [repository(one) for one in found], total)


@operation("listRepositories", project("repository", "list", AT))
def list_repositories(call: Call) -> Reply:
    """Those of one project."""
    listing = call.listing()
    found, total = call.services.repositories.of_project(call.project, listing)
    return call.page(listing, [repository(one) for one in found], total)


@operation("getRepository", project("repository", "read", AT))
def get_repository(call: Call) -> Reply:
    """One of them; with `with_size=true` how much it holds and when it was last pulled."""
    sizes = call.flag("with_size")
    return Reply(body=repository(call.services.repositories.one(call.project, full_name(call), sizes=sizes)))


@operation("updateRepository", project("repository", "update", AT))
def update_repository(call: Call) -> Reply:
    """Its description."""
    description = call.body(Written).description
    call.services.repositories.describe(call.project, full_name(call), description, call.caller.actor)
    return Reply()


@operation("deleteRepository", project("repository", "delete", AT))
def delete_repository(call: Call) -> Reply:
    """With everything in it."""
    call.services.repositories.delete(call.project, full_name(call), call.caller.actor)
    return Reply()
