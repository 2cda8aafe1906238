"""Chores of the whole system, as the contract writes its kinds of them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import NEVER, iso
from roadstead.domain.chores.model import Done
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


class ExecHistory(msgspec.Struct, omit_defaults=True):
    """A run of a chore, or the schedule of them; `GCHistory` of the contract has the same fields.

    `job_parameters`: JSON, with what was done.
    """

    schedule: ScheduleObj
    id: int = 0
    job_name: str = ""
    job_kind: str = ""
    job_parameters: str = ""
    job_status: str = ""
    deleted: bool | None = None
    creation_time: str = ""
    update_time: str = ""


def done(one: Done) -> ExecHistory:
    """A run as it is answered."""
    execution = one.execution
    return ExecHistory(
        schedule=ScheduleObj(BY.get(execution.started_by, execution.started_by)),
        id=execution.id,
        job_name=execution.vendor_type,
        job_kind=execution.started_by,
        job_parameters=msgspec.json.encode(one.told).decode(),
        job_status=execution.status,
        deleted=False,
        creation_time=iso(execution.created_at),
        update_time=iso(execution.updated_at),
    )


def scheduled(row: ScheduleRow | None) -> ExecHistory:
    """The schedule as it is answered; where there is none, of type None."""
    if row is None:
        return ExecHistory(schedule=ScheduleObj())
    return ExecHistory(
        schedule=ScheduleObj(row.kind, row.cron, iso(row.next_at)),
        id=row.id,
        job_name=row.vendor_type,
        job_kind="SCHEDULE",
        job_parameters=msgspec.json.encode(row.payload).decode(),
        deleted=False,
        creation_time=iso(row.created_at),
        update_time=iso(row.updated_at),
    )
