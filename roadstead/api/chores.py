"""What the handlers of every chore have in common: runs there were, one of them, its log and its end; when, or now."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.gc import MANUAL
from roadstead.api.reply import Reply, created
from roadstead.api.wire.chores import Schedule, ScheduleObj, done
from roadstead.domain.chores.service import Chores
from roadstead.errors import Refusal


def answer_history(call: Call, chores: Chores) -> Reply:
    """A page of the runs there were."""
    listing = call.listing()
    runs, total = chores.page(listing)
    return call.page(listing, [done(one) for one in runs], total)


def make_schedule(call: Call, chores: Chores, path: str) -> Reply:
    """Start one now, or set when; there is one schedule. `path`: of the runs, below /system."""
    when, parameters = _asked(call)
    if when.type == MANUAL:
        return created(call.at("system", path, chores.start(parameters, call.caller.actor)))
    chores.set_schedule(when.type, when.cron, parameters, call.caller.actor, new=True)
    return created(call.at("system", path, "schedule"))


def change_schedule(call: Call, chores: Chores) -> Reply:
    """Set when, whatever was set before; or start one now."""
    when, parameters = _asked(call)
    if when.type == MANUAL:
        chores.start(parameters, call.caller.actor)
    else:
        chores.set_schedule(when.type, when.cron, parameters, call.caller.actor)
    return Reply()


def _asked(call: Call) -> tuple[ScheduleObj, dict[str, object]]:
    asked = call.body(Schedule)
    if asked.schedule is None:
        raise Refusal("BAD_REQUEST", "schedule: is missing, give its type")
    return asked.schedule, asked.parameters or {}
