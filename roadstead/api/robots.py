"""robot: accounts of programs, of the system and of projects."""

from __future__ import annotations

from roadstead.api import reply
from roadstead.api.call import Call
from roadstead.api.guards import own
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.robots import Renewal, RobotCreate, RobotSec, Written, created, given, robot
from roadstead.db.listing import Listing
from roadstead.domain.access.robot_rights import check_giver, check_permissions
from roadstead.domain.projects.model import Standing
from roadstead.domain.robots.model import (
    EVERYWHERE,
    PROJECT,
    SYSTEM,
    Change,
    Draft,
    Maker,
    Permission,
    Robot,
    absent,
)
from roadstead.errors import Refusal


@operation("ListRobot", own("robot", "list"))
def list_robots(call: Call) -> Reply:
    """Those of the system; with `q=Level=project,ProjectID=N` those of a project."""
    listing = call.listing()
    level, project_id = _taken(listing, "level"), _taken(listing, "projectid")
    if level not in ("", SYSTEM, PROJECT):
        raise Refusal("BAD_REQUEST", f"q: Level must be {SYSTEM} or {PROJECT}")
    if level == PROJECT and not project_id:
        raise Refusal("BAD_REQUEST", "q: ProjectID is required with Level=project")
    if level == SYSTEM or not int(project_id or 0):
        call.demand("robot", "list")
        of = None
    else:
        of = _standing(call, _by_id(call, project_id), "list").project_id
    found, total = call.services.robots.page(of, listing)
    return call.page(listing, [robot(one) for one in found], total)


@operation("CreateRobot", own("robot", "create"))
def create_robot(call: Call) -> Reply:
    """The answer is the only one that ever holds the secret."""
    if not call.caller.known:
        raise call.denied()
    sent = call.body(RobotCreate)
    permissions = given(sent.permissions)
    standing = _level(call, sent.level, permissions)
    permissions = _allowed(call, permissions, standing)
    draft = Draft(
        name=sent.name,
        project_id=standing.project_id if standing else None,
        permissions=permissions,
        description=sent.description,
        days=sent.duration,
        disabled=sent.disable,
        secret=sent.secret or None,
    )
    made, secret = call.services.robots.create(draft, Maker(call.caller.kind, call.caller.id), call.caller.actor)
    answer = reply.created(call.at("robots", made.id))
    return Reply(answer.status, created(made, secret), answer.headers)


@operation("GetRobotByID", own("robot", "read"))
def get_robot(call: Call) -> Reply:
    """One of them."""
    return Reply(body=robot(_robot(call, "read")[0]))


@operation("UpdateRobot", own("robot", "update"))
def update_robot(call: Call) -> Reply:
    """Its permissions, description, duration and whether it is disabled; name and level stay."""
    found, standing = _robot(call, "update")
    sent = call.body(Written)
    level = SYSTEM if found.project_id is None else PROJECT
    if sent.level not in (None, "", level) or sent.name not in (None, "", found.name, found.short):
        raise Refusal("BAD_REQUEST", "name and level cannot be changed: make another robot")
    permissions = None
    if sent.permissions is not None:
        permissions = given(sent.permissions)
        if standing is not None:
            _check_own(permissions, standing)
        permissions = _allowed(call, permissions, standing)
    change = Change(permissions, sent.description, sent.duration or None, sent.disable)
    call.services.robots.change(found.id, change, call.caller.actor)
    return Reply()


@operation("RefreshSec", own("robot", "update"))
def refresh_secret(call: Call) -> Reply:
    """Another secret, told if it was made up."""
    found, _ = _robot(call, "update")
    sent = call.body(Renewal)
    secret = call.services.robots.renew(found.id, sent.secret, sent.overlap_seconds, call.caller.actor)
    return Reply(body=RobotSec(None if sent.secret else secret))


@operation("DeleteRobot", own("robot", "delete"))
def delete_robot(call: Call) -> Reply:
    """It and its tokens end at once."""
    call.services.robots.delete(_robot(call, "delete")[0].id, call.caller.actor)
    return Reply()


def _robot(call: Call, action: str) -> tuple[Robot, Standing | None]:
    """The robot of the path, and its project: the caller may do so with it; one that it may not see is as absent."""
    if not call.caller.known:
        raise call.denied()
    robot_id = call.number("robot_id")
    found = call.services.robots.find(robot_id)
    if found is None:
        call.demanded = True
        raise absent(robot_id)
    if found.project_id is None:
        if not any(call.caller.may_in_system("robot", one) for one in ("read", action)):
            raise absent(robot_id)
        call.demand("robot", action)
        return found, None
    standing = _by_id(call, str(found.project_id))
    if standing is None or not any(call.caller.may_in_project(standing, "robot", one) for one in ("read", action)):
        raise absent(robot_id)
    call.demand("robot", action, standing)
    return found, standing


def _level(call: Call, level: str, permissions: tuple[Permission, ...]) -> Standing | None:
    """The project of a new robot, or None for the system: the caller may make robots there."""
    if level == SYSTEM:
        call.demand("robot", "create")
        return None
    if level != PROJECT:
        raise Refusal("BAD_REQUEST", f"level must be {SYSTEM!r} or {PROJECT!r}")
    if len(permissions) != 1 or permissions[0].kind != PROJECT or permissions[0].namespace == EVERYWHERE:
        raise Refusal("BAD_REQUEST", "permissions: a robot of a project has one entry, of kind 'project', in it")
    named = permissions[0].namespace
    found = call.services.projects.standing(call.caller.account_id, named, by_name=True)
    return _standing(call, found, "create")


def _check_own(permissions: tuple[Permission, ...], standing: Standing) -> None:
    if any(one.kind != PROJECT or one.namespace != standing.name for one in permissions):
        raise Refusal("BAD_REQUEST", f"permissions: a robot of project {standing.name} has some in it alone")


def _allowed(call: Call, permissions: tuple[Permission, ...], standing: Standing | None) -> tuple[Permission, ...]:
    """With the ids of their projects; robots may be given them, and by this caller."""
    check_permissions(permissions)
    check_giver(call.caller, permissions)
    names = {one.namespace for one in permissions if one.kind == PROJECT and one.namespace != EVERYWHERE}
    there = call.services.projects.standings(call.caller.account_id, names)
    if missing := names - set(there):
        raise Refusal("BAD_REQUEST", f"permissions: project {min(missing)[:255]} does not exist")
    ids = {name: one.project_id for name, one in there.items()}
    return tuple(Permission(one.kind, one.namespace, one.access, ids.get(one.namespace, 0)) for one in permissions)


def _standing(call: Call, found: Standing | None, action: str) -> Standing:
    """Absent and private are the same to everybody but system administrators."""
    if found is None:
        if call.caller.sysadmin:
            raise Refusal("NOT_FOUND", "the project does not exist")
        raise call.denied()
    call.demand("robot", action, found)
    return found


def _by_id(call: Call, project_id: str) -> Standing | None:
    return call.services.projects.standing(call.caller.account_id, project_id)


def _taken(listing: Listing, name: str) -> str:
    """The value of the filter of this name, in whatever letters and with or without `_`; empty when it is not there."""
    for one in listing.filters:
        if one.name.lower().replace("_", "") == name:
            value = next(iter(listing.take(one.name)[0].values), "")
            if name == "projectid" and not (value.isascii() and value.isdigit()):
                raise Refusal("BAD_REQUEST", "q: ProjectID must be a number")
            return value
    return ""
