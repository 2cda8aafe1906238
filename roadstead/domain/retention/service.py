"""What others may ask of retention: a project's policy, and to work by it now. Every call blocks."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.projects import service as projects
from roadstead.domain.projects.model import Standing
from roadstead.domain.retention import store
from roadstead.domain.retention.model import Policy, Rule, check
from roadstead.errors import Refusal
from roadstead.jobs import queue, schedules
from roadstead.jobs.model import MANUAL, SCHEDULE, NewTask
from roadstead.kit.clock import now_ms

RETENTION = "RETENTION"
"""The kind of its tasks, and the vendor of its executions and schedules."""
METADATA = "retention_id"
"""Where a project says which policy is its own."""

# Made here, while there is one thread: two threads that let msgspec learn a type at once end the process.
_RULES = msgspec.json.Decoder(tuple[Rule, ...])
_ENCODER = msgspec.json.Encoder()


class Retention:
    """Policies of projects."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def find(self, policy_id: int) -> Policy | None:
        """The policy, whoever may see it."""
        return self.db.read(find, policy_id)

    def of_project(self, project_id: int) -> Policy | None:
        """The project's own."""
        return self.db.read(_of_project, project_id)

    def create(self, standing: Standing, rules: Sequence[Rule], cron: str, actor: Actor) -> int:
        """The new policy's id. Raises Refusal BAD_REQUEST, also when the project has one."""
        kept = _numbered(rules)
        return self.db.write(_create, standing, kept, cron, actor)

    def change(self, standing: Standing, policy_id: int, rules: Sequence[Rule], cron: str, actor: Actor) -> None:
        """Other rules and another time. Raises Refusal BAD_REQUEST, NOT_FOUND."""
        kept = _numbered(rules)
        self.db.write(_change, standing, policy_id, kept, cron, actor)

    def delete(self, standing: Standing, policy_id: int, actor: Actor) -> None:
        """Nothing goes by these rules any more. Raises Refusal NOT_FOUND."""
        self.db.write(_delete, standing, policy_id, actor)

    def start(self, standing: Standing, policy_id: int, actor: Actor, *, dry_run: bool) -> int:
        """The id of the execution that works by the policy from now on. Raises Refusal NOT_FOUND."""
        return self.db.write(_start, standing, policy_id, actor, dry_run)

    def stop(self, standing: Standing, policy_id: int, execution_id: int, actor: Actor) -> None:
        """Ask a run to stop. Raises Refusal NOT_FOUND, also for another policy's."""
        self.db.write(_stop, standing, policy_id, execution_id, actor)

    def next_at(self, policy_id: int) -> int | None:
        """When the clock starts it next, in milliseconds; None: it does not."""
        schedule = self.db.read(schedules.find, RETENTION, policy_id)
        return None if schedule is None else schedule.next_at


def find(tx: Tx, policy_id: int) -> Policy | None:
    """The policy as it is now."""
    return _policy(store.find(tx, policy_id))


def fire(tx: Tx, schedule: schedules.ScheduleRow) -> None:
    """The clock starts a policy."""
    policy = find(tx, schedule.vendor_id)
    if policy is None:  # its project went
        schedules.remove(tx, RETENTION, schedule.vendor_id)
    else:
        _begin(tx, policy, SCHEDULE, "retention", dry_run=False)


def _of_project(tx: Tx, project_id: int) -> Policy | None:
    return _policy(store.of_project(tx, project_id))


def _create(tx: Tx, standing: Standing, rules: tuple[Rule, ...], cron: str, actor: Actor) -> int:
    now = now_ms()
    policy_id = store.add(tx, standing.project_id, _text(rules), cron, now)
    if policy_id is None:
        raise Refusal("BAD_REQUEST", f"scope.ref: project {standing.name} has a retention policy: change that one")
    _schedule(tx, policy_id, cron, now)
    projects.note_in(tx, standing.project_id, METADATA, str(policy_id))
    _record(tx, standing, actor, "create", policy_id, _text(rules))
    return policy_id


def _change(tx: Tx, standing: Standing, policy_id: int, rules: tuple[Rule, ...], cron: str, actor: Actor) -> None:
    now = now_ms()
    if not store.change(tx, policy_id, _text(rules), cron, now):
        raise absent(policy_id)
    _schedule(tx, policy_id, cron, now)
    _record(tx, standing, actor, "update", policy_id, _text(rules))


def _delete(tx: Tx, standing: Standing, policy_id: int, actor: Actor) -> None:
    if not store.delete(tx, policy_id):
        raise absent(policy_id)
    schedules.remove(tx, RETENTION, policy_id)
    projects.note_in(tx, standing.project_id, METADATA, None)
    _record(tx, standing, actor, "delete", policy_id, "")


def _start(tx: Tx, standing: Standing, policy_id: int, actor: Actor, dry_run: bool) -> int:
    policy = find(tx, policy_id)
    if policy is None:
        raise absent(policy_id)
    _record(tx, standing, actor, "operate", policy_id, "dry run" if dry_run else "")
    return _begin(tx, policy, MANUAL, actor.name, dry_run=dry_run)


def _stop(tx: Tx, standing: Standing, policy_id: int, execution_id: int, actor: Actor) -> None:
    execution = queue.find_execution(tx, execution_id, RETENTION, policy_id)
    queue.stop(tx, execution.id, actor.name)
    _record(tx, standing, actor, "operate", policy_id, f"stop execution {execution.id}")


def _begin(tx: Tx, policy: Policy, started_by: str, actor: str, *, dry_run: bool) -> int:
    """An execution with a task for each repository that a rule is about; all others keep everything."""
    tasks = [
        NewTask(RETENTION, {"policy": policy.id, "repository": name, "dry_run": dry_run}, {"repository": name})
        for name in Catalog.repositories_in(tx, policy.project_id)
        if policy.of(name.partition("/")[2])
    ]
    return queue.start(tx, RETENTION, policy.id, started_by, actor, tasks, {"dry_run": dry_run})


def _schedule(tx: Tx, policy_id: int, cron: str, now: int) -> None:
    schedules.set_schedule(tx, RETENTION, policy_id, "Custom" if cron else "None", cron, {}, now)


def _record(tx: Tx, standing: Standing, actor: Actor, operation: str, policy_id: int, told: str) -> None:
    record(tx, Entry(actor, operation, "tag-retention", f"{standing.name}/{policy_id}", standing.project_id, told))


def _numbered(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Checked, each with its place as its id."""
    kept = tuple(msgspec.structs.replace(rule, id=at) for at, rule in enumerate(rules, 1))
    check(kept)
    return kept


def _text(rules: tuple[Rule, ...]) -> str:
    return _ENCODER.encode(rules).decode()


def _policy(row: Row | None) -> Policy | None:
    return None if row is None else Policy(row[0], row[1], _RULES.decode(row[2]), row[3])


def absent(policy_id: int) -> Refusal:
    """The refusal for a policy that is not there."""
    return Refusal("NOT_FOUND", f"retention policy {policy_id} does not exist")
