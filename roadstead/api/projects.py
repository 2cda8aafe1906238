"""project: make, find, change, end."""

from __future__ import annotations

from roadstead.api import reply
from roadstead.api.call import Call
from roadstead.api.guards import ANYONE, own, project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.projects import ProjectDeletable, ProjectReq, project_of
from roadstead.db.listing import Filter
from roadstead.domain.identity.service import FIRST
from roadstead.domain.projects.model import Change, Wish
from roadstead.errors import Refusal


@operation("listProjects", ANYONE)
def list_projects(call: Call) -> Reply:
    """Those that the caller may know of, by name unless `sort` says otherwise."""
    listing = call.listing()
    if name := call.text("name"):
        listing.filters += (Filter("name", "like", (name,)),)
    if owner := call.text("owner"):
        listing.filters += (Filter("owner", "is", (owner,)),)
    public = call.flag("public") if call.given("public") else None
    total, found = call.services.projects.page(
        call.caller.sight, listing, public=public, detailed=call.flag("with_detail")
    )
    return call.page(listing, [project_of(one) for one in found], total)


@operation("headProject", ANYONE)
def head_project(call: Call) -> Reply:
    """200 for a project that the caller may know of."""
    name = call.text("project_name")
    standing = call.services.projects.standing(call.caller.account_id, name, by_name=True)
    if standing is None or not call.caller.may_in_project(standing, "project", "read"):
        raise Refusal("NOT_FOUND", f"there is no project {name[:100]!r}, or it is private")
    return Reply()


@operation("createProject", own("project", "create"))
def create_project(call: Call) -> Reply:
    """The caller is its owner and administers it; what a robot makes is the first administrator's."""
    caller, projects = call.caller, call.services.projects
    if caller.account_id and projects.policy().everybody_makes:
        call.demanded = True
    else:
        call.demand("project", "create")
    asked = call.body(ProjectReq)
    if asked.registry_id:
        raise Refusal("BAD_REQUEST", "registry_id: projects that are a cache of another registry are not there yet")
    wish = Wish(
        asked.project_name or "",
        asked.public,
        asked.metadata.given if asked.metadata else {},
        asked.cve_allowlist.asked if asked.cve_allowlist else None,
        (asked.storage_limit or None) if caller.sysadmin else None,
    )
    made = projects.make(wish, caller.account_id or FIRST, caller.actor)
    return reply.created(call.at("projects", made.name if call.flag("X-Resource-Name-In-Location") else made.id))


@operation("getProject", project("project", "read"))
def get_project(call: Call) -> Reply:
    """All about it."""
    return Reply(body=project_of(call.services.projects.detail(call.project)))


@operation("updateProject", project("project", "update"))
def update_project(call: Call) -> Reply:
    """Its publicity, metadata and allowlist; name, owner and limit are not changed here."""
    asked = call.body(ProjectReq)
    change = Change(
        asked.public,
        asked.metadata.given if asked.metadata else {},
        asked.cve_allowlist.asked if asked.cve_allowlist else None,
    )
    call.services.projects.change(call.project, change, call.caller.actor)
    return Reply()


@operation("deleteProject", project("project", "delete"))
def delete_project(call: Call) -> Reply:
    """Only while it has no repositories."""
    call.services.projects.end(call.project, call.caller.actor)
    return Reply()


@operation("getProjectDeletable", project("project", "delete"))
def get_project_deletable(call: Call) -> Reply:
    """Whether it could be deleted now, and why not."""
    reason = call.services.projects.hindrance(call.project)
    return Reply(body=ProjectDeletable(reason is None, reason))
