"""scrub: every blob is read and compared with its digest, now or by the clock; those that are damaged."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.chores import answer_history, change_schedule, make_schedule
from roadstead.api.guards import system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply, text
from roadstead.api.wire.chores import done, scheduled
from roadstead.api.wire.scrub import damaged_blob

RESOURCE = "garbage-collection"
READ = system(RESOURCE, "read")


@operation("getScrubHistory", system(RESOURCE, "list"))
def get_scrub_history(call: Call) -> Reply:
    """The last first."""
    return answer_history(call, call.services.scrubs)


@operation("getScrub", READ)
def get_scrub(call: Call) -> Reply:
    """One of them."""
    return Reply(body=done(call.services.scrubs.get(call.number("scrub_id"))))


@operation("stopScrub", system(RESOURCE, "stop"))
def stop_scrub(call: Call) -> Reply:
    """It leaves after the step it is at; what is done stays done."""
    call.services.scrubs.stop(call.number("scrub_id"), call.caller.actor)
    return Reply()


@operation("getScrubLog", READ)
def get_scrub_log(call: Call) -> Reply:
    """What it has told so far."""
    return text(call.services.scrubs.log(call.number("scrub_id")))


@operation("getScrubSchedule", READ)
def get_scrub_schedule(call: Call) -> Reply:
    """When the clock starts one, with what."""
    return Reply(body=scheduled(call.services.scrubs.schedule()))


@operation("createScrubSchedule", system(RESOURCE, "create"))
def create_scrub_schedule(call: Call) -> Reply:
    """Start one now, or set when; there is one schedule."""
    return make_schedule(call, call.services.scrubs, "scrub")


@operation("updateScrubSchedule", system(RESOURCE, "update"))
def update_scrub_schedule(call: Call) -> Reply:
    """Set when, whatever was set before; or start one now."""
    return change_schedule(call, call.services.scrubs)


@operation("listDamagedBlobs", READ)
def list_damaged_blobs(call: Call) -> Reply:
    """Blobs that a scrub found damaged and that nobody has pushed again since, with some of what they are part of."""
    listing = call.listing()
    found, total = call.services.damages.page(listing)
    return call.page(listing, [damaged_blob(one) for one in found], total)
