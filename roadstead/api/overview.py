"""search and statistic, and a project's summary: what is seen at a glance."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import ANYONE, SIGNED_IN, project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.overview import search_of, statistic_of, summary_of


@operation("search", ANYONE)
def search(call: Call) -> Reply:
    """Projects and repositories that the caller may know of and whose names hold `q`."""
    return Reply(body=search_of(call.services.overview.search(call.caller.sight, call.text("q"))))


@operation("getStatistic", SIGNED_IN)
def get_statistic(call: Call) -> Reply:
    """Numbers of what the caller sees."""
    return Reply(body=statistic_of(call.services.overview.statistics(call.caller.sight)))


@operation("getProjectSummary", project("project", "read"))
def get_project_summary(call: Call) -> Reply:
    """Numbers of members and of the quota go to those who may list and read them."""
    caller, standing = call.caller, call.project
    found = call.services.overview.summary(
        standing,
        members=caller.may_in_project(standing, "member", "list"),
        quota=caller.may_in_project(standing, "quota", "read"),
    )
    return Reply(body=summary_of(found))
