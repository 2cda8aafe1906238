"""purge: old entries of the audit log go, now or by the clock."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.chores import answer_history, change_schedule, make_schedule
from roadstead.api.guards import system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply, text
from roadstead.api.wire.chores import done, scheduled

RESOURCE = "purge-audit"
READ = system(RESOURCE, "read")


@operation("getPurgeHistory", system(RESOURCE, "list"))
def get_purge_history(call: Call) -> Reply:
    """The last first."""
    return answer_history(call, call.services.purges)


@operation("getPurgeJob", READ)
def get_purge_job(call: Call) -> Reply:
    """One of them."""
    return Reply(body=done(call.services.purges.get(call.number("purge_id"))))


@operation("stopPurge", system(RESOURCE, "stop"))
def stop_purge(call: Call) -> Reply:
    """It leaves after the step it is at; what is done stays done."""
    call.services.purges.stop(call.number("purge_id"), call.caller.actor)
    return Reply()


@operation("getPurgeJobLog", READ)
def get_purge_job_log(call: Call) -> Reply:
    """What it has told so far."""
    return text(call.services.purges.log(call.number("purge_id")))


@operation("getPurgeSchedule", READ)
def get_purge_schedule(call: Call) -> Reply:
    """When the clock starts one, with what."""
    return Reply(body=scheduled(call.services.purges.schedule()))


@operation("createPurgeSchedule", system(RESOURCE, "create"))
def create_purge_schedule(call: Call) -> Reply:
    """Start one now, or set when; there is one schedule."""
    return make_schedule(call, call.services.purges, "purgeaudit")


@operation("updatePurgeSchedule", system(RESOURCE, "update"))
def update_purge_schedule(call: Call) -> Reply:
    """Set when, whatever was set before; or start one now."""
    return change_schedule(call, call.services.purges)
