"""jobservice and schedule: the queues of jobs, who works on them, what the clock starts."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply, text
from roadstead.api.wire.jobservice import (
    ActionRequest,
    SchedulerStatus,
    job_queue,
    schedule_task,
    worker,
    worker_pool,
)
from roadstead.errors import Refusal

SEE = system("jobservice-monitor", "list")
STEER = system("jobservice-monitor", "stop")


@operation("getWorkerPools", SEE)
def get_worker_pools(call: Call) -> Reply:
    """The nodes that work on jobs."""
    return Reply(body=[worker_pool(one) for one in call.services.queues.pools()])


@operation("getWorkers", SEE)
def get_workers(call: Call) -> Reply:
    """The lanes of a node, or of `all`."""
    return Reply(body=[worker(one) for one in call.services.queues.lanes(call.text("pool_id"))])


@operation("stopRunningJob", STEER)
def stop_running_job(call: Call) -> Reply:
    """Ask a job to stop; one that only waits has ended at once."""
    call.services.queues.stop_job(_task_id(call), call.caller.actor)
    return Reply()


@operation("actionGetJobLog", SEE)
def action_get_job_log(call: Call) -> Reply:
    """What a job has logged so far."""
    return text(call.services.queues.log(_task_id(call)))


@operation("listJobQueues", SEE)
def list_job_queues(call: Call) -> Reply:
    """How much waits, by kind."""
    return Reply(body=[job_queue(one) for one in call.services.queues.queues()])


@operation("actionPendingJobs", STEER)
def action_pending_jobs(call: Call) -> Reply:
    """Stop what waits, pause or resume a kind of jobs, `all` of them, or the `scheduler`."""
    action = call.body(ActionRequest).action
    call.services.queues.act(action, call.text("job_type"), call.caller.actor)
    return Reply()


@operation("listSchedules", SEE)
def list_schedules(call: Call) -> Reply:
    """What the clock starts."""
    listing = call.listing()
    rows, total = call.services.queues.schedules(*listing.window)
    return call.page(listing, [schedule_task(row) for row in rows], total)


@operation("getSchedulePaused", SEE)
def get_schedule_paused(call: Call) -> Reply:
    """Whether the clock starts nothing now."""
    return Reply(body=SchedulerStatus(call.services.queues.paused(call.text("job_type"))))


def _task_id(call: Call) -> int:
    job_id = call.text("job_id")
    if not (job_id.isascii() and job_id.isdigit() and len(job_id) < 19):
        raise Refusal("NOT_FOUND", f"job {job_id[:100]!r} does not exist")
    return int(job_id)
