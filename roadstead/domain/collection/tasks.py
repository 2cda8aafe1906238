"""The job of collection, and what the clock starts."""

from __future__ import annotations

from collections.abc import Mapping

from roadstead.db.tx import Tx
from roadstead.domain.collection.model import KIND, Options, check
from roadstead.domain.collection.service import Collection
from roadstead.errors import Refusal
from roadstead.jobs import queue
from roadstead.jobs.model import SCHEDULE, Kind, NewTask
from roadstead.jobs.run import Run
from roadstead.jobs.schedules import ScheduleRow

POLICY = -1
"""Whose executions and schedule these are: there is no policy."""


class Collector:
    """Works on a node."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def kind(self) -> Kind:
        """For the workers."""
        return Kind(KIND, self.work)

    def work(self, run: Run) -> None:
        """One collection. Done again after a cut it finds what is left."""
        options = read(run.payload)
        run.log(
            f"collection begins: workers {options.workers}"
            + (", untagged artifacts too" if options.delete_untagged else "")
            + (", a dry run" if options.dry_run else "")
        )
        self.collection.run(options, run)


def read(parameters: Mapping[str, object]) -> Options:
    """What they say; what they do not say is as usual. Raises Refusal BAD_REQUEST."""
    workers = parameters.get("workers") or 1
    if not isinstance(workers, int) or isinstance(workers, bool):
        raise Refusal("BAD_REQUEST", "parameters.workers: a whole number is expected")
    return check(Options(_flag(parameters, "delete_untagged"), _flag(parameters, "dry_run"), workers))


def _flag(parameters: Mapping[str, object], name: str) -> bool:
    value = parameters.get(name) or False
    if not isinstance(value, bool):
        raise Refusal("BAD_REQUEST", f"parameters.{name}: true or false is expected")
    return value


def written(options: Options) -> dict[str, object]:
    """As `read` reads them."""
    return {
        "delete_untagged": options.delete_untagged,
        "dry_run": options.dry_run,
        "workers": options.workers,
    }


def start(tx: Tx, options: Options, started_by: str, actor: str) -> int:
    """The execution's id. Raises Refusal CONFLICT while another has not ended."""
    payload = written(options)
    task = NewTask(KIND, payload, only_one=KIND)
    return queue.start(tx, KIND, POLICY, started_by, actor, [task], payload)


def fire(tx: Tx, schedule: ScheduleRow) -> None:
    """The clock starts one."""
    start(tx, read(schedule.payload), SCHEDULE, "garbage collection")
