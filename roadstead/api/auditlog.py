"""auditlog, and a project's logs: what was done, by whom, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from roadstead.api.call import Call
from roadstead.api.guards import SIGNED_IN, project
from roadstead.api.keyset_pages import begins_after, keyset_page
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.auditlog import AuditLogEventType, audit_log, audit_log_ext
from roadstead.domain.audit.model import EVENT_TYPES, Logged

LIST = ("log", "list")


@operation("listAuditLogs", SIGNED_IN)
def list_audit_logs(call: Call) -> Reply:
    """Of everything, for those who may list that; for others, of the projects whose log they may list."""
    return _page(call, _projects(call), audit_log)


@operation("listAuditLogExts", SIGNED_IN)
def list_audit_log_exts(call: Call) -> Reply:
    """The same, and how it ended."""
    return _page(call, _projects(call), audit_log_ext)


@operation("listAuditLogEventTypes", SIGNED_IN)
def list_audit_log_event_types(call: Call) -> Reply:
    """What may be left out of the log, by name."""
    return Reply(body=[AuditLogEventType(name) for name in EVENT_TYPES])


@operation("getLogs", project(*LIST, at="project_name"))
def get_logs(call: Call) -> Reply:
    """Of one project."""
    return _page(call, [call.project.project_id], audit_log)


@operation("getLogExts", project(*LIST, at="project_name"))
def get_log_exts(call: Call) -> Reply:
    """The same, and how it ended."""
    return _page(call, [call.project.project_id], audit_log_ext)


def _page(call: Call, project_ids: Sequence[int] | None, form: Callable[[Logged], object]) -> Reply:
    listing = call.listing()
    page = call.services.audit_log.page(project_ids, listing, begins_after(call))
    return keyset_page(call, listing, [form(one) for one in page.entries], page.total, page.after)


def _projects(call: Call) -> list[int] | None:
    """Ids of the projects whose log the caller may list; None: it may list everything."""
    caller, projects = call.caller, call.services.projects
    if caller.may_in_system("audit-log", "list"):
        return None
    if caller.account_id:
        return projects.administered(caller.account_id)
    names = {one.namespace for one in caller.given if one.kind == "project" and LIST in one.permissions}
    return sorted(one.project_id for one in projects.standings(0, names).values())
