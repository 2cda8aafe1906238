"""The job of retention: one repository, by the rules as they are when its turn comes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime

from roadstead.db.database import Database
from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog.model import Candidate
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.retention import service
from roadstead.domain.retention.verdict import Verdict, judge
from roadstead.errors import Refusal
from roadstead.jobs.model import Kind
from roadstead.jobs.run import Run

ACTOR = Actor("retention")
EVERY = 50
"""Removals between two tellings of progress."""
TOLD = 2_000
"""Lines about what stays; beyond, they are counted only."""


class Keeper:
    """Works by the rules."""

    def __init__(self, db: Database, catalog: Catalog) -> None:
        self.db = db
        self.catalog = catalog

    def kind(self) -> Kind:
        """For the workers."""
        return Kind(service.RETENTION, self.work)

    def work(self, run: Run) -> None:
        """Choose, tell, and unless it is a dry run remove. Done again it goes on where it was cut off."""
        repository, dry_run = str(run.payload["repository"]), bool(run.payload["dry_run"])
        policy_id = run.payload["policy"]
        assert isinstance(policy_id, int)
        policy = self.db.read(service.find, policy_id)
        if policy is None:
            run.log(f"retention policy {policy_id} is gone: everything stays")
            return
        try:
            verdict = judge(self.catalog, policy, repository)
        except Refusal as gone:
            run.log(gone.message)
            return
        _tell(run, verdict)
        total, leaving = len(verdict.candidates), verdict.leaving
        run.extra(total=total, retained=total - len(leaving))
        if dry_run:
            for one in leaving:
                run.log(f"WOULD GO  {_named(one)}")
            run.log(f"dry run: {len(leaving)} of {total} artifacts would go")
        else:
            kept = self._remove(run, repository, leaving)
            run.extra(retained=total - len(leaving) + kept)

    def _remove(self, run: Run, repository: str, leaving: Sequence[Candidate]) -> int:
        """How many of them stayed after all."""
        reason = f"retention policy {run.payload['policy']}, execution {run.execution_id}"
        kept = removed = 0
        # What an index holds can go only after the index: so those have a second turn.
        turns = [leaving, parts := list[Candidate]()]
        for turn in turns:
            for one in turn:
                run.check()
                try:
                    told = "GONE" if self.catalog.retire(repository, one, reason, ACTOR) else "CHANGED MEANWHILE"
                except Refusal as refusal:
                    if refusal.code == "UNSUPPORTED" and turn is leaving:
                        parts.append(one)
                        continue
                    told = f"STAYS ({refusal.message})"
                removed += told == "GONE"
                kept += told != "GONE"
                run.log(f"{told}  {_named(one)}")
                if (removed + kept) % EVERY == 0:
                    run.progress(done=removed + kept, total=len(leaving))
        run.progress(done=len(leaving), total=len(leaving))
        run.log(f"{removed} artifacts removed, {kept} stayed after all")
        return kept


def _tell(run: Run, verdict: Verdict) -> None:
    run.log(f"{verdict.repository}: {len(verdict.candidates)} artifacts, {len(verdict.rules)} rules")
    for rule in verdict.rules:
        selectors = ", ".join(f"{one.decoration} {one.pattern}" for one in rule.tag_selectors)
        run.log(f"rule {rule.id}: keep {rule.told}, tags {selectors}{' and untagged' if rule.untagged else ''}")
    stays = (one for one in verdict.candidates if one.id in verdict.stays)
    for one in itertools.islice(stays, TOLD):
        run.log(f"STAYS  {_named(one)}  by {verdict.stays[one.id]}")
    if len(verdict.stays) > TOLD:
        run.log(f"… and {len(verdict.stays) - TOLD} more that stay")


def _named(one: Candidate) -> str:
    tags = ",".join(one.tags) or "(untagged)"
    return f"{tags}  {one.digest}  pushed {_when(one.pushed_at)}  pulled {_when(one.pulled_at)}"


def _when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if ms else "never"
