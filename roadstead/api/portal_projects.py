"""portal: projects with what they hold, what somebody sees at home, and rules on trial. Not part of the contract."""

from __future__ import annotations

from collections.abc import Sequence

from roadstead.api.call import Call
from roadstead.api.guards import ANYONE, SIGNED_IN, project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.portal_projects import PortalHome, PortalProject, Trial, TrialOf, portal_project
from roadstead.api.wire.repositories import repository
from roadstead.api.wire.robots import robot
from roadstead.db.listing import Listing
from roadstead.domain.immutability.model import check
from roadstead.domain.projects.model import Detail, Standing
from roadstead.kit.clock import now_ms

SHOWN = 10
"""Things of each kind at home."""
SOON = 14 * 86_400_000
"""Milliseconds before a robot's end in which its project's administrators are told."""
FULL = 0.85
"""The share of a quota from which on they are told."""
TRIED = 20_000
"""Tags that a rule is tried on."""
NAMED = 20
"""Tags that a trial names."""


@operation("listPortalProjects", ANYONE)
def list_portal_projects(call: Call) -> Reply:
    """Those that the caller may know of."""
    listing = call.listing()
    public = call.flag("public") if call.given("public") else None
    total, found = call.services.projects.page(call.caller.sight, listing, public=public, detailed=True)
    return call.page(listing, _measured(call, found), total)


@operation("getPortalHome", SIGNED_IN)
def get_portal_home(call: Call) -> Reply:
    """Nothing of projects that the caller may not know of."""
    services, account = call.services, call.caller.account_id
    mine = services.projects.mine(account, SHOWN) if account else []
    newest, _ = services.repositories.seen(call.caller.sight, Listing(sort=(("update_time", True),), page_size=SHOWN))
    administered = services.projects.administered(account) if account else []
    ending = services.robots.ending(administered, now_ms() + SOON, SHOWN)
    measured = _measured(call, mine)
    filling = [one for one in measured if (one.hard or 0) > 0 and (one.used or 0) >= FULL * (one.hard or 0)]
    return Reply(
        body=PortalHome(measured, [repository(one) for one in newest], filling, [robot(one) for one in ending])
    )


@operation("tryPortalImmutability", project("immutable-tag", "list", at="project_name"))
def try_portal_immutability(call: Call) -> Reply:
    """Changes nothing."""
    selectors = call.body(TrialOf).selectors
    check(selectors)
    rows = call.services.artifacts.tag_names(call.project, TRIED + 1)
    looked_at = rows[:TRIED]
    fitting = [f"{path}:{tag}" for name, tag in looked_at if selectors.meant(path := name.partition("/")[2], tag)]
    return Reply(body=Trial(len(looked_at), len(fitting), len(rows) <= TRIED, fitting[:NAMED]))


def _measured(call: Call, found: Sequence[Detail]) -> list[PortalProject]:
    """With what they hold, where the caller may read that."""
    may = [
        one.id
        for one in found
        if call.caller.may_in_project(Standing(one.id, one.name, one.public, tuple(one.roles)), "quota", "read")
    ]
    usages = call.services.quotas.usages(may)
    return [portal_project(one, usages.get(one.id)) for one in found]
