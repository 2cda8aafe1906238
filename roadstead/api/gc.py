"""gc: collections there were, one of them, its log and its end; when the clock starts one, or now."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply, created, text
from roadstead.api.wire.chores import Schedule, ScheduleObj, done, scheduled
from roadstead.domain.collection.control import RESOURCE
from roadstead.domain.collection.model import Options
from roadstead.domain.collection.tasks import read
from roadstead.errors import Refusal

MANUAL = "Manual"
READ = system(RESOURCE, "read")


@operation("getGCHistory", system(RESOURCE, "list"))
def get_gc_history(call: Call) -> Reply:
    """The last first."""
    listing = call.listing()
    collections, total = call.services.collections.page(listing)
    return call.page(listing, [done(one) for one in collections], total)


@operation("getGC", READ)
def get_gc(call: Call) -> Reply:
    """One of them."""
    return Reply(body=done(call.services.collections.get(call.number("gc_id"))))


@operation("stopGC", system(RESOURCE, "stop"))
def stop_gc(call: Call) -> Reply:
    """It leaves after the step it is at; what is done stays done."""
    call.services.collections.stop(call.number("gc_id"), call.caller.actor)
    return Reply()


@operation("getGCLog", READ)
def get_gc_log(call: Call) -> Reply:
    """What it has told so far."""
    return text(call.services.collections.log(call.number("gc_id")))


@operation("getGCSchedule", READ)
def get_gc_schedule(call: Call) -> Reply:
    """When the clock starts one, with what."""
    return Reply(body=scheduled(call.services.collections.schedule()))


@operation("createGCSchedule", system(RESOURCE, "create"))
def create_gc_schedule(call: Call) -> Reply:
    """Start one now, or set when; there is one schedule."""
    schedule, options = _asked(call)
    collections, actor = call.services.collections, call.caller.actor
    if schedule.type == MANUAL:
        return created(call.at("system", "gc", collections.start(options, actor)))
    collections.add_schedule(schedule.type, schedule.cron, options, actor)
    return created(call.at("system", "gc", "schedule"))


@operation("updateGCSchedule", system(RESOURCE, "update"))
def update_gc_schedule(call: Call) -> Reply:
    """Set when, whatever was set before; or start one now."""
    schedule, options = _asked(call)
    collections, actor = call.services.collections, call.caller.actor
    if schedule.type == MANUAL:
        collections.start(options, actor)
    else:
        collections.set_schedule(schedule.type, schedule.cron, options, actor)
    return Reply()


def _asked(call: Call) -> tuple[ScheduleObj, Options]:
    asked = call.body(Schedule)
    if asked.schedule is None:
        raise Refusal("BAD_REQUEST", "schedule: is missing, give its type")
    return asked.schedule, read(asked.parameters or {})
