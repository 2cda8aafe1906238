"""Retention as the contract writes it: policies, executions, tasks, and what rules may say."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.retention.model import ALGORITHM, LEVEL, RETAIN, TEMPLATES, Policy, Rule
from roadstead.errors import Refusal
from roadstead.jobs import model as jobs
from roadstead.kit.selectors import KIND, REPOSITORIES, TAGS, Selector

SCHEDULED = "Schedule"
CODES = {jobs.PENDING: 0, jobs.SCHEDULED: 1, jobs.RUNNING: 2, jobs.STOPPED: 3, jobs.ERROR: 3, jobs.SUCCESS: 3}


class Settings(msgspec.Struct):
    """When: six fields, seconds first, UTC; empty: only by hand."""

    cron: str = ""
    next_scheduled_time: str | msgspec.UnsetType = msgspec.UNSET


class Trigger(msgspec.Struct):
    """What starts it."""

    kind: str = SCHEDULED
    settings: Settings | None = None
    references: dict[str, int] | None = None


class Scope(msgspec.Struct):
    """Whose repositories: `ref` is a project's id."""

    level: str = LEVEL
    ref: int = 0


class WrittenRule(msgspec.Struct):
    """What is read of a rule."""

    template: str = ""
    action: str = RETAIN
    params: dict[str, object] | None = None
    tag_selectors: tuple[Selector, ...] | None = None
    scope_selectors: dict[str, tuple[Selector, ...]] | None = None
    disabled: bool = False
    priority: int = 0


class Written(msgspec.Struct):
    """What is read of a policy."""

    algorithm: str = ALGORITHM
    rules: tuple[WrittenRule, ...] | None = None
    trigger: Trigger | None = None
    scope: Scope | None = None

    @property
    def project_id(self) -> int:
        """Raises Refusal BAD_REQUEST."""
        scope = self.scope or Scope()
        if scope.level != LEVEL:
            raise Refusal("BAD_REQUEST", f"scope.level: must be {LEVEL!r}")
        if scope.ref <= 0:
            raise Refusal("BAD_REQUEST", "scope.ref: the id of a project is needed")
        return scope.ref

    @property
    def cron(self) -> str:
        """Empty: by hand only. Raises Refusal BAD_REQUEST."""
        trigger = self.trigger or Trigger()
        if trigger.kind not in (SCHEDULED, ""):
            raise Refusal("BAD_REQUEST", f"trigger.kind: must be {SCHEDULED!r}")
        return trigger.settings.cron if trigger.settings else ""

    @property
    def kept(self) -> list[Rule]:
        """The rules. Raises Refusal BAD_REQUEST."""
        if self.algorithm not in (ALGORITHM, ""):
            raise Refusal("BAD_REQUEST", f"algorithm: must be {ALGORITHM!r}")
        return [
            Rule(
                one.template,
                one.params or {},
                one.tag_selectors or (),
                one.scope_selectors or {},
                one.disabled,
                priority=one.priority,
                action=one.action,
            )
            for one in self.rules or ()
        ]


class AnsweredRule(msgspec.Struct):
    """A rule."""

    id: int
    priority: int
    disabled: bool
    action: str
    template: str
    params: dict[str, object]
    tag_selectors: tuple[Selector, ...]
    scope_selectors: dict[str, tuple[Selector, ...]]


class Answered(msgspec.Struct):
    """A policy."""

    id: int
    algorithm: str
    rules: list[AnsweredRule]
    trigger: Trigger
    scope: Scope


def policy(kept: Policy, next_at: int | None) -> Answered:
    """As it is answered."""
    rules = [
        AnsweredRule(
            one.id,
            one.priority,
            one.disabled,
            one.action,
            one.template,
            one.params,
            one.tag_selectors,
            one.scope_selectors,
        )
        for one in kept.rules
    ]
    settings = Settings(kept.cron, msgspec.UNSET if next_at is None else iso(next_at))
    return Answered(kept.id, ALGORITHM, rules, Trigger(SCHEDULED, settings, {}), Scope(LEVEL, kept.project_id))


class Execution(msgspec.Struct, omit_defaults=True):
    """A run over all repositories in scope."""

    id: int
    policy_id: int
    start_time: str
    status: str
    trigger: str
    dry_run: bool
    end_time: str | None = None


def execution(kept: jobs.Execution) -> Execution:
    """As it is answered."""
    return Execution(
        id=kept.id,
        policy_id=kept.vendor_id,
        start_time=iso(kept.created_at),
        status=kept.status,
        trigger=kept.started_by.capitalize(),
        dry_run=kept.extra.get("dry_run") is True,
        end_time=None if kept.ended_at is None else iso(kept.ended_at),
    )


class Task(msgspec.Struct, omit_defaults=True):
    """One repository of a run."""

    id: int
    execution_id: int
    repository: str
    job_id: str
    status: str
    status_code: int
    status_revision: int
    total: int
    retained: int
    start_time: str | None = None
    end_time: str | None = None


def task(kept: jobs.Task) -> Task:
    """As it is answered."""
    total, retained = kept.extra.get("total", 0), kept.extra.get("retained", 0)
    return Task(
        id=kept.id,
        execution_id=kept.execution_id,
        repository=str(kept.extra.get("repository", "")),
        job_id=str(kept.id),
        status=kept.status,
        status_code=CODES[kept.status],
        status_revision=kept.updated_at // 1000,
        total=total if isinstance(total, int) else 0,
        retained=retained if isinstance(retained, int) else 0,
        start_time=None if kept.started_at is None else iso(kept.started_at),
        end_time=None if kept.ended_at is None else iso(kept.ended_at),
    )


class Start(msgspec.Struct):
    """How a run is wanted."""

    dry_run: bool = False


class Operate(msgspec.Struct):
    """What is wanted of a run."""

    action: str = ""


class ParameterMetadata(msgspec.Struct):
    """What a template wants to know."""

    type: str
    unit: str
    required: bool


class RuleMetadata(msgspec.Struct):
    """A template."""

    rule_template: str
    display_text: str
    action: str
    params: list[ParameterMetadata]


class SelectorMetadata(msgspec.Struct):
    """A kind of selector."""

    display_text: str
    kind: str
    decorations: list[str]


class Metadata(msgspec.Struct):
    """What rules may say."""

    templates: list[RuleMetadata]
    scope_selectors: list[SelectorMetadata]
    tag_selectors: list[SelectorMetadata]


METADATA = Metadata(
    [
        RuleMetadata(
            name,
            one.text,
            RETAIN,
            [ParameterMetadata("int", one.parameter.unit, required=True)] if one.parameter else [],
        )
        for name, one in TEMPLATES.items()
        if one.offered
    ],
    [SelectorMetadata("Repositories", KIND, list(REPOSITORIES))],
    [SelectorMetadata("Tags", KIND, list(TAGS))],
)
