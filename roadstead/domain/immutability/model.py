"""Rules of immutable tags and how they match, without I/O. Times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from roadstead.errors import Refusal
from roadstead.kit import globs

MOST = 15
"""Rules of a project."""
SELECTORS = 15
"""Selectors of one list."""
KIND = "doublestar"
REPOSITORY = "repository"
"""The one scope that there is."""
TAGS = {"matches": True, "excludes": False}
REPOSITORIES = {"repoMatches": True, "repoExcludes": False}
"""Decorations: whether what the pattern matches is meant, or all else."""


class Selector(msgspec.Struct, frozen=True):
    """A pattern of names, and whether it is meant or all else is (`decoration`)."""

    kind: str = KIND
    decoration: str = ""
    pattern: str = ""
    extras: str = ""


class Selectors(msgspec.Struct, frozen=True):
    """A tag is meant when it and its repository fit all of them; without scopes every repository fits."""

    tag_selectors: tuple[Selector, ...] = ()
    scope_selectors: dict[str, tuple[Selector, ...]] = {}

    def meant(self, repository: str, tag: str) -> bool:
        """Whether the rule is about this tag; `repository` without its project."""
        scopes = self.scope_selectors.get(REPOSITORY, ())
        return _fit(scopes, REPOSITORIES, repository) and _fit(self.tag_selectors, TAGS, tag)


class Draft(msgspec.Struct, frozen=True):
    """What is asked of a rule; None is not said."""

    selectors: Selectors | None = None
    disabled: bool | None = None
    priority: int | None = None


class Rule(msgspec.Struct, frozen=True):
    """A rule of a project."""

    id: int
    project_id: int
    disabled: bool
    priority: int
    selectors: Selectors
    created_at: int
    updated_at: int


class Protection(msgspec.Struct, frozen=True):
    """The rules of a project that are in force."""

    rules: tuple[Selectors, ...] = ()

    def of(self, repository: str, tags: Iterable[str]) -> list[str]:
        """Those of the tags that are immutable; `repository` with its project."""
        path = repository.partition("/")[2]
        return [tag for tag in tags if any(rule.meant(path, tag) for rule in self.rules)] if self.rules else []


def check(selectors: Selectors) -> None:
    """Raises Refusal BAD_REQUEST that names field and rule."""
    if not selectors.tag_selectors:
        raise Refusal("BAD_REQUEST", "tag_selectors: at least one says which tags are immutable")
    _check(selectors.tag_selectors, TAGS, "tag_selectors")
    if unknown := set(selectors.scope_selectors) - {REPOSITORY}:
        raise Refusal("BAD_REQUEST", f"scope_selectors: {min(unknown)[:64]!r} is no scope, use {REPOSITORY!r}")
    _check(selectors.scope_selectors.get(REPOSITORY, ()), REPOSITORIES, f"scope_selectors.{REPOSITORY}")


def _check(selectors: Sequence[Selector], decorations: dict[str, bool], field: str) -> None:
    if len(selectors) > SELECTORS:
        raise Refusal("BAD_REQUEST", f"{field}: at most {SELECTORS}")
    for one in selectors:
        if one.kind != KIND:
            raise Refusal("BAD_REQUEST", f"{field}: kind must be {KIND!r}")
        if one.decoration not in decorations:
            raise Refusal("BAD_REQUEST", f"{field}: decoration must be {' or '.join(decorations)}")
        if len(one.extras) > globs.LONGEST or "\0" in one.extras:
            raise Refusal("BAD_REQUEST", f"{field}: extras has at most {globs.LONGEST} characters and no NUL")
        try:
            globs.compiled(one.pattern)
        except globs.PatternError as e:
            raise Refusal("BAD_REQUEST", f"{field}: pattern: {e}") from None


def _fit(selectors: Iterable[Selector], decorations: dict[str, bool], name: str) -> bool:
    return all(globs.matches(one.pattern, name) is decorations[one.decoration] for one in selectors)


def immutable(repository: str, tags: Sequence[str]) -> Refusal:
    """The refusal of a change to tags that a rule protects."""
    named = ", ".join(tags[:3]) + (", …" if len(tags) > 3 else "")
    return Refusal(
        "PRECONDITION",
        f"immutable in {repository}: {named}; use another tag, or ask an administrator of the project for its rules",
        detail={"tags": list(tags[:100])},
    )
