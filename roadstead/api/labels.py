"""label: of the system, for everybody who is signed in to read; of projects, as their roles say."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import own
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.labels import PROJECT, SYSTEM, Written, label
from roadstead.domain.labels.model import Label, absent
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal


@operation("ListLabels", own("label", "list"))
def list_labels(call: Call) -> Reply:
    """Of one scope; without `scope` a `project_id` says which."""
    project_id = call.number("project_id")
    scope = call.text("scope") or (PROJECT if project_id else SYSTEM)
    of = _opened(call, scope, project_id, "list")
    listing = call.listing()
    labels, total = call.services.labels.page(listing, of, call.text("name"))
    return call.page(listing, [label(one) for one in labels], total)


@operation("CreateLabel", own("label", "create"))
def create_label(call: Call) -> Reply:
    """Of the system or of a project."""
    written = call.body(Written)
    of = _opened(call, written.scope, written.project_id, "create")
    return call.created(call.services.labels.create(written.text, of, call.caller.actor))


@operation("GetLabelByID", own("label", "read"))
def get_label(call: Call) -> Reply:
    """One of them."""
    return Reply(body=label(_label(call, "read")))


@operation("UpdateLabel", own("label", "update"))
def update_label(call: Call) -> Reply:
    """Name, description and color; scope and project stay."""
    found = _label(call, "update")
    call.services.labels.change(found.id, call.body(Written).text, call.caller.actor)
    return Reply()


@operation("DeleteLabel", own("label", "delete"))
def delete_label(call: Call) -> Reply:
    """It comes off all artifacts."""
    call.services.labels.delete(_label(call, "delete").id, call.caller.actor)
    return Reply()


def _opened(call: Call, scope: str, project_id: int, action: str) -> int | None:
    """The project of a scope in which the caller may do so; None for the system. Absent and foreign are the same."""
    if scope == SYSTEM:
        _demand_in_system(call, action)
        return None
    if scope != PROJECT:
        raise Refusal("BAD_REQUEST", f"scope must be {SYSTEM} (system) or {PROJECT} (project)")
    if project_id <= 0:
        raise Refusal("BAD_REQUEST", f"project_id is required with scope {PROJECT}")
    standing = _standing(call, project_id)
    if standing is None:
        if call.caller.sysadmin:
            raise Refusal("BAD_REQUEST", f"project_id: project {project_id} does not exist")
        raise call.denied()
    call.demand("label", action, standing)
    return project_id


def _label(call: Call, action: str) -> Label:
    """The label of the path, with which the caller may do so; one that it may not see is as absent."""
    if not call.caller.known:
        raise call.denied()
    label_id = call.number("label_id")
    found = call.services.labels.find(label_id)
    if found is None:
        raise absent(label_id)
    if found.project_id is None:
        _demand_in_system(call, action)
        return found
    standing = _standing(call, found.project_id)
    if standing is None or not any(call.caller.may_in_project(standing, "label", one) for one in ("read", action)):
        raise absent(label_id)
    call.demand("label", action, standing)
    return found


def _demand_in_system(call: Call, action: str) -> None:
    """Everybody who is signed in reads the system's labels, to put them on artifacts."""
    if action not in ("list", "read"):
        call.demand("label", action)
    elif not call.caller.known:
        raise call.denied()
    call.demanded = True


def _standing(call: Call, project_id: int) -> Standing | None:
    return call.services.projects.standing(call.caller.account_id, str(project_id))
