"""member: who is what in a project."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.members import ProjectMember, RoleRequest, member_of
from roadstead.domain.projects.model import role_numbered


@operation("listProjectMembers", project("member", "list"))
def list_project_members(call: Call) -> Reply:
    """Accounts and groups whose names hold `entityname`."""
    listing = call.listing()
    total, found = call.services.projects.members.page(call.project, call.text("entityname"), listing.window)
    return call.page(listing, [member_of(one) for one in found], total)


@operation("createProjectMember", project("member", "create"))
def create_project_member(call: Call) -> Reply:
    """One more member."""
    asked = call.body(ProjectMember)
    role = role_numbered(asked.role_id or 0)
    return call.created(call.services.projects.members.add(call.project, asked.whom, role, call.caller.actor))


@operation("getProjectMember", project("member", "read"))
def get_project_member(call: Call) -> Reply:
    """One of them."""
    return Reply(body=member_of(call.services.projects.members.one(call.project, call.number("mid"))))


@operation("updateProjectMember", project("member", "update"))
def update_project_member(call: Call) -> Reply:
    """Another role."""
    role = role_numbered(call.body(RoleRequest).role_id or 0)
    call.services.projects.members.change(call.project, call.number("mid"), role, call.caller.actor)
    return Reply()


@operation("deleteProjectMember", project("member", "delete"))
def delete_project_member(call: Call) -> Reply:
    """No member any more."""
    call.services.projects.members.remove(call.project, call.number("mid"), call.caller.actor)
    return Reply()
