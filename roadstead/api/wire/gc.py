"""Garbage collection, as the contract writes it."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import NEVER, iso
from roadstead.domain.collection.control import Collected
from roadstead.domain.collection.model import KIND
from roadstead.jobs.model import MANUAL, SCHEDULE
from roadstead.jobs.schedules import ScheduleRow

BY = {MANUAL: "Manual", SCHEDULE: "Schedule"}


class ScheduleObj(msgspec.Struct):
    """When: `type` Hourly, Daily, Weekly, Custom, Manual or None; `cron` of six fields, UTC."""

    type: str = "None"
    cron: str = ""
    next_scheduled_time: str = NEVER


class Schedule(msgspec.Struct):
    """What is asked for."""

    schedule: ScheduleObj | None = None
    parameters: dict[str, object] | None = None


class GCHistory(msgspec.Struct, omit_defaults=True):
    """A collection, or the schedule of them. `job_parameters`: JSON, with what was done."""

    schedule: ScheduleObj
    id: int = 0
    job_name: str = ""
    job_kind: str = ""
    job_parameters: str = ""
    job_status: str = ""
    deleted: bool | None = None
    creation_time: str = ""
    update_time: str = ""


def collected(one: Collected) -> GCHistory:
    """A collection as it is answered."""
    execution = one.execution
    return GCHistory(
        schedule=ScheduleObj(BY.get(execution.started_by, execution.started_by)),
        id=execution.id,
        job_name=KIND,
        job_kind=execution.started_by,
        job_parameters=msgspec.json.encode(one.told).decode(),
        job_status=execution.status,
        deleted=False,
        creation_time=iso(execution.created_at),
        update_time=iso(execution.updated_at),
    )


def scheduled(row: ScheduleRow | None) -> GCHistory:
    """The schedule as it is answered; where there is none, of type None."""
    if row is None:
        return GCHistory(schedule=ScheduleObj())
    return GCHistory(
        schedule=ScheduleObj(row.kind, row.cron, iso(row.next_at)),
        id=row.id,
        job_name=KIND,
        job_kind="SCHEDULE",
        job_parameters=msgspec.json.encode(row.payload).decode(),
        deleted=False,
        creation_time=iso(row.created_at),
        update_time=iso(row.updated_at),
    )
