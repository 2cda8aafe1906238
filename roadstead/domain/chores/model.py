"""What a chore is; without I/O."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from roadstead.jobs.model import Execution

POLICY = -1
"""Whose executions and schedule these are: there is no policy."""


class Chore(msgspec.Struct, frozen=True):
    """A kind of work that there is once for the whole system.

    `kind`: of its tasks, and the vendor type of its executions and its schedule. `resource`: its name in the audit
    log; `title`: in sentences. `check` gives back parameters as they are kept, and raises Refusal BAD_REQUEST.
    """

    kind: str
    resource: str
    title: str
    check: Callable[[Mapping[str, object]], dict[str, object]]


class Done(msgspec.Struct, frozen=True):
    """One run of a chore. `told`: what it was asked for, and what it has told of itself for good."""

    execution: Execution
    told: dict[str, object]
