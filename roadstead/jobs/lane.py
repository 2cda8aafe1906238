"""From a claim to the end of its run: do the work, and write down what came of it."""

from __future__ import annotations

import logging
import random
import time

from roadstead.db.tx import Unavailable
from roadstead.errors import Refusal
from roadstead.jobs.model import ERROR, MESSAGE, PENDING, SCHEDULED, STOPPED, SUCCESS, Kind, Stopped, wait_seconds
from roadstead.jobs.run import Run

log = logging.getLogger("roadstead.jobs")
AGAIN_SECONDS = 1.0


def work_on(run: Run, kind: Kind) -> None:
    """The task has ended when this returns, waits for another run, or belongs to another node.

    Work that raises is tried again later, `kind.runs` times in all; what refuses is not, and when it was the database
    that was away, or the node that ends, it does not count as a failure.
    """
    failures = run.claim.failures
    status, message, delay = SUCCESS, "", 0.0
    try:
        kind.work(run)
    except Stopped:
        if not run.stop_asked and run.ending.is_set():
            status, message = PENDING, "the node that worked on it ended"
        elif not run.stop_asked and run.lost:
            return
        else:
            status, message = STOPPED, "stopped"
    except Unavailable as e:
        status, message, delay = SCHEDULED, _told(e), wait_seconds(1, random.random())  # noqa: S311 - no secret
    except Refusal as e:
        status, message = ERROR, e.message[:MESSAGE]
        failures += 1
    except Exception as e:
        log.exception("a job failed", extra={"task": run.task_id, "kind": kind.name, "run": run.run_count})
        failures += 1
        status, message = ERROR, _told(e)
        if failures < kind.runs:
            status = SCHEDULED
            delay = wait_seconds(failures, random.random())  # noqa: S311 - no secret
    if status != SUCCESS:
        run.log(f"run {run.run_count}: {message}" + (f"; next try in {delay:.0f} s" if delay else ""))
    _leave(run, status, message, failures, delay)


def _leave(run: Run, status: str, message: str, failures: int, delay: float) -> None:
    """As long as it takes; but no longer than the task is this run's."""
    while not run.lost:
        try:
            run.leave(status, message, failures, delay)
            return
        except Unavailable as e:
            log.warning("the end of a job cannot be written down yet", extra={"task": run.task_id, "error": str(e)})
            time.sleep(AGAIN_SECONDS)


def _told(e: Exception) -> str:
    return f"{type(e).__name__}: {e}"[:MESSAGE]
