"""Executions, their tasks, and the kinds of work there are; without I/O."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from roadstead.jobs.run import Run

PENDING, RUNNING, SCHEDULED = "Pending", "Running", "Scheduled"
STOPPED, ERROR, SUCCESS = "Stopped", "Error", "Success"
ENDED = (STOPPED, ERROR, SUCCESS)
"""`Scheduled` waits for its time: a delay, or the next try after a failure."""

MANUAL, SCHEDULE, EVENT = "MANUAL", "SCHEDULE", "EVENT"
"""What started an execution."""

SCHEDULER = "SCHEDULER"
"""Stands among the kinds that pause for what starts them by the clock."""

NEWS = "jobs"
"""The name under which the database's generations tell of new tasks, new schedules, and what pauses no more."""
STOPS = "jobs-stop"
"""The same, of tasks that are asked to stop."""

FIRST_WAIT, LONGEST_WAIT = 10.0, 3_600.0
"""Seconds before the second try, and at most before any."""
MESSAGE = 1_000
"""Characters of a message that are kept."""


class Stopped(Exception):
    """Somebody asked to stop, the node is ending, or the task belongs to it no more: the work leaves by this."""


class NewTask(msgspec.Struct, frozen=True):
    """A task to be made.

    While a task that has not ended carries the same `only_one`, no other is made. Of one kind, larger priorities
    go first, then the older.
    """

    kind: str
    payload: dict[str, object] = {}
    extra: dict[str, object] = {}
    only_one: str | None = None
    priority: int = 0
    delay_seconds: float = 0.0


class Kind(msgspec.Struct, frozen=True):
    """A kind of work and who does it.

    `runs`: most runs that may fail before the task ends in Error. `lease_seconds`: how long a node may be silent
    before another takes the task up. `at_once`: most tasks of this kind that one node works on at once.
    """

    name: str
    work: Callable[[Run], None]
    runs: int = 3
    lease_seconds: float = 60.0
    at_once: int = 1


class Execution(msgspec.Struct, frozen=True):
    """Something that was asked for. Times in milliseconds since the epoch; `metrics`: status → tasks."""

    id: int
    vendor_type: str
    vendor_id: int
    started_by: str
    actor: str
    status: str
    message: str
    extra: dict[str, object]
    created_at: int
    updated_at: int
    ended_at: int | None
    metrics: dict[str, int]


class Task(msgspec.Struct, frozen=True):
    """One piece of work of an execution. `progress`: whatever numbers the work tells of itself."""

    id: int
    execution_id: int
    kind: str
    status: str
    message: str
    priority: int
    run_count: int
    payload: dict[str, object]
    extra: dict[str, object]
    progress: dict[str, object]
    created_at: int
    updated_at: int
    started_at: int | None
    ended_at: int | None


class Claim(msgspec.Struct, frozen=True):
    """A task that a node has taken up: the `run_count`-th run, after so many that failed."""

    task_id: int
    execution_id: int
    kind: str
    run_count: int
    failures: int
    payload: dict[str, object]
    extra: dict[str, object]
    log_bytes: int


def wait_seconds(failures: int, luck: float) -> float:
    """Before the next try, after so many failures (at least 1); `luck`, 0 to 1, lets not all come at once."""
    longest = min(FIRST_WAIT * 2.0 ** min(failures - 1, 20), LONGEST_WAIT)
    return float(longest * (0.5 + luck / 2))
