"""What a purge is asked for; without I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from roadstead.domain.chores.model import Chore
from roadstead.errors import Refusal

PURGE_KIND, SWEEP_KIND = "PURGE_AUDIT_LOG", "EXECUTION_SWEEP"
MOST_HOURS = 240_000
MOST_DAYS = 3_650
USUAL_DAYS = 30
WORD = re.compile(r"[a-z][a-z_-]{0,63}")


class Wanted(msgspec.Struct, frozen=True):
    """Entries that are older than `hours`, of these event types (`create_artifact`) or operations (`create`)."""

    hours: int
    event_types: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    dry_run: bool = False

    def takes(self, operation: str, resource_type: str) -> bool:
        """Whether an entry that is old enough goes."""
        return f"{operation}_{resource_type}" in self.event_types or operation in self.operations


def check_purge(parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters as they are kept. Raises Refusal BAD_REQUEST."""
    hours = _number(parameters, "audit_retention_hour", MOST_HOURS, None)
    types, operations = _words(parameters, "include_event_types"), _words(parameters, "include_operations")
    if not types and not operations:
        text = "include_event_types: is missing, name what goes, such as create_artifact,delete_artifact,pull_artifact"
        raise Refusal("BAD_REQUEST", f"parameters.{text}")
    kept: dict[str, object] = {"audit_retention_hour": hours, "dry_run": _flag(parameters, "dry_run")}
    kept |= {"include_event_types": ",".join(types)} if types else {}
    return kept | ({"include_operations": ",".join(operations)} if operations else {})


def wanted(parameters: Mapping[str, object]) -> Wanted:
    """What kept parameters say."""
    return Wanted(
        _number(parameters, "audit_retention_hour", MOST_HOURS, None),
        frozenset(_words(parameters, "include_event_types")),
        frozenset(_words(parameters, "include_operations")),
        _flag(parameters, "dry_run"),
    )


def check_sweep(parameters: Mapping[str, object]) -> dict[str, object]:
    """The same for the sweep of executions: `days` that those which have ended are kept."""
    return {"days": _number(parameters, "days", MOST_DAYS, USUAL_DAYS)}


PURGE = Chore(PURGE_KIND, "purge-audit", "the purge of the audit log", check_purge)
SWEEP = Chore(SWEEP_KIND, "execution-sweep", "the sweep of executions", check_sweep)


def _number(parameters: Mapping[str, object], name: str, most: int, usual: int | None) -> int:
    value = parameters.get(name, usual)
    if isinstance(value, float) and value.is_integer():  # some clients know no other numbers
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise Refusal("BAD_REQUEST", f"parameters.{name}: a whole number between 1 and {most} is expected")
    return value


def _flag(parameters: Mapping[str, object], name: str) -> bool:
    value = parameters.get(name) or False
    if not isinstance(value, bool):
        raise Refusal("BAD_REQUEST", f"parameters.{name}: true or false is expected")
    return value


def _words(parameters: Mapping[str, object], name: str) -> list[str]:
    value = parameters.get(name) or ""
    if not isinstance(value, str):
        raise Refusal("BAD_REQUEST", f"parameters.{name}: a text of names with commas between is expected")
    words = [word.strip() for word in value.split(",") if word.strip()]
    for word in words:
        if not WORD.fullmatch(word):
            raise Refusal("BAD_REQUEST", f"parameters.{name}: {word[:64]!r} is no name of an event")
    return sorted(set(words))
