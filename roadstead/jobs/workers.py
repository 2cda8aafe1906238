"""A node's share of the work: a thread that looks out for tasks, schedules and silent nodes; lanes that work.

It looks when the generations tell of news, when the clock says so, and from time to time in case word was lost.
Nothing is asked of the database while nothing waits.
"""

from __future__ import annotations

import logging
import os
import queue
import secrets
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from roadstead.db.database import Database
from roadstead.db.tx import Unavailable
from roadstead.jobs import monitor_store
from roadstead.jobs.clockwork import Clockwork
from roadstead.jobs.lane import work_on
from roadstead.jobs.lookout import Lookout
from roadstead.jobs.model import NEWS, STOPS, Kind
from roadstead.jobs.monitor import GONE_SECONDS
from roadstead.jobs.presence import Presence
from roadstead.jobs.run import Run
from roadstead.jobs.schedules import Starter
from roadstead.kit.clock import elapsed, now_ms

log = logging.getLogger("roadstead.jobs")
TICK_SECONDS = 0.2
AWAY_SECONDS = 1.0
"""Between tries while the database is away."""
LISTEN_SECONDS = 2.0
"""Between looks at tasks that run elsewhere, while there are any."""
POOL_SECONDS = 60.0


class Workers:
    """`begin` once the node serves; `ask` at the first word of its end, `end` when nothing else is left.

    `folder` is shared by the nodes of this machine.
    """

    def __init__(
        self, db: Database, kinds: Sequence[Kind], starters: Mapping[str, Starter], folder: Path, lanes: int = 2
    ) -> None:
        self.db = db
        self.node = secrets.token_hex(12)
        self.kinds = {kind.name: kind for kind in kinds}
        self.lanes = lanes
        self.ending = threading.Event()
        self.runs: list[Run] = []
        self._presence = Presence(folder, self.node)
        self._lookout = Lookout(db, self._presence, self.kinds, sorted(starters))
        self._clockwork = Clockwork(db, starters)
        self._work: queue.SimpleQueue[Run | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._lane, name=f"lane-{i}", daemon=True) for i in range(lanes)]
        self._threads.append(threading.Thread(target=self._look_out, name="jobs", daemon=True))
        self._started = now_ms()
        self._pool_told = 0.0
        self._news = self._stops = -1
        self._look_at = 0.0
        self._wall_at = 0

    def begin(self) -> None:
        """Start the threads."""
        self._presence.begin()
        for thread in self._threads:
            thread.start()

    def ask(self) -> None:
        """Take up nothing more; what runs is to leave."""
        self.ending.set()

    def end(self, seconds: float) -> None:
        """Wait for what runs, for so long; what has not left by then is taken up elsewhere when its lease is over."""
        self.ask()
        for _ in range(self.lanes):
            self._work.put(None)
        deadline = elapsed() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - elapsed()))
        if any(thread.is_alive() for thread in self._threads):
            log.warning("a job did not leave in time", extra={"tasks": [run.task_id for run in self.runs]})
        self._presence.end()
        try:
            self.db.write(monitor_store.forget_pool, self.node)
        except Unavailable as e:
            log.warning("the database is away at the end", extra={"error": str(e)})

    def _lane(self) -> None:
        while (run := self._work.get()) is not None:
            try:
                work_on(run, self.kinds[run.claim.kind])
            except Exception:
                log.exception("a task is left to others", extra={"task": run.task_id})
            finally:
                self.runs.remove(run)
                self._look_at = 0.0

    def _look_out(self) -> None:
        away = False
        while not self.ending.wait(AWAY_SECONDS if away else TICK_SECONDS):
            away = not self._round()
        while self.runs:  # they leave, and go on until then
            self._round()
            threading.Event().wait(TICK_SECONDS)

    def _round(self) -> bool:
        try:
            self._beat()
            if not self.ending.is_set():
                self._tell_pool()
                self._look()
        except Unavailable as e:
            log.warning("jobs wait, the database is away", extra={"error": str(e)})
            return False
        except Exception:
            log.exception("looking out for jobs failed, it goes on later")
            return False
        return True

    def _beat(self) -> None:
        stops = self.db.generations.of(STOPS)
        for run in list(self.runs):
            if run.due or stops != self._stops:
                run.beat()
        self._stops = stops

    def _tell_pool(self) -> None:
        if self._pool_told and elapsed() - self._pool_told < POOL_SECONDS:
            return
        now = now_ms()
        row = (self.node, os.uname().nodename, os.getpid(), self._started, now, self.lanes)
        self.db.write(monitor_store.keep_pool, row)
        self.db.write(monitor_store.forget_pools, now - int(GONE_SECONDS * 1000))
        self._pool_told = elapsed()

    def _look(self) -> None:
        news = self.db.generations.of(NEWS)
        if news == self._news and elapsed() < self._look_at and now_ms() < self._wall_at:
            return
        self._look_at = elapsed() + self.db.generations.fresh_seconds
        seen = self._lookout.look(self._free())
        if seen.later <= now_ms() and self._lookout.promote():
            seen = self._lookout.look(self._free())
        if seen.clock <= now_ms():
            self._clockwork.fire_due()
        if self._lookout.end_silent(seen.running, {run.own for run in self.runs}):
            self._look_at = min(self._look_at, elapsed() + LISTEN_SECONDS)
        while seen.waiting and not self.ending.is_set():
            claim = self._lookout.claim(seen.waiting[0])
            if claim is None:  # another node was quicker, or is about to
                self._look_at = 0.0
                break
            run = Run(self.db, claim, self.node, self.kinds[claim.kind].lease_seconds, self.ending)
            self.runs.append(run)
            self._work.put(run)
            seen = self._lookout.look(self._free())
        self._wall_at = min(seen.later, seen.clock)
        self._news = news

    def _free(self) -> list[str]:
        """Kinds of which this node could take up one more."""
        if len(self.runs) >= self.lanes:
            return []
        busy = Counter(run.claim.kind for run in self.runs)
        return [kind.name for kind in self.kinds.values() if busy[kind.name] < kind.at_once]
