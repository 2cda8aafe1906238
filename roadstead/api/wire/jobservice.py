"""Queues of jobs and who works on them, as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.jobs import monitor
from roadstead.jobs.schedules import ScheduleRow


class WorkerPool(msgspec.Struct):
    """A node."""

    worker_pool_id: str
    pid: int
    host: str
    start_at: str
    heartbeat_at: str
    concurrency: int


class Worker(msgspec.Struct, omit_defaults=True):
    """A lane of a node; `job_id` is the id of the task it works on, `check_in` how far that is, as JSON."""

    id: str
    pool_id: str
    job_name: str | None = None
    job_id: str | None = None
    start_at: str | None = None
    check_in: str | None = None
    checkin_at: str | None = None


class JobQueue(msgspec.Struct):
    """`latency`: seconds that the oldest has waited."""

    job_type: str
    count: int
    latency: int
    paused: bool


class ActionRequest(msgspec.Struct):
    """`stop`, `pause` or `resume`."""

    action: str = ""


class ScheduleTask(msgspec.Struct):
    """A schedule."""

    id: int
    vendor_type: str
    vendor_id: int
    cron: str
    update_time: str


class SchedulerStatus(msgspec.Struct):
    """Whether nothing is started by the clock."""

    paused: bool


def worker_pool(pool: monitor.Pool) -> WorkerPool:
    """As it is answered."""
    return WorkerPool(pool.id, pool.pid, pool.host, iso(pool.started_at), iso(pool.heartbeat_at), pool.concurrency)


def worker(lane: monitor.Lane) -> Worker:
    """As it is answered."""
    name = f"{lane.pool_id}-{lane.number}"
    if not lane.task_id or lane.started_at is None or lane.updated_at is None:
        return Worker(name, lane.pool_id)
    check_in = msgspec.json.encode(lane.progress).decode() if lane.progress else None
    return Worker(
        name, lane.pool_id, lane.kind, str(lane.task_id), iso(lane.started_at), check_in, iso(lane.updated_at)
    )


def job_queue(queue: monitor.Queue) -> JobQueue:
    """As it is answered."""
    return JobQueue(queue.kind, queue.count, queue.waited // 1000, queue.paused)


def schedule_task(row: ScheduleRow) -> ScheduleTask:
    """As it is answered."""
    return ScheduleTask(row.id, row.vendor_type, row.vendor_id, row.cron, iso(row.updated_at))
