"""Rules of immutable tags and how they match, without I/O. Times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from roadstead.errors import Refusal
from roadstead.kit.selectors import Selector, check_scopes, check_tags, repository_fits, tag_fits

MOST = 15
"""Rules of a project."""


class Selectors(msgspec.Struct, frozen=True):
    """A tag is meant when it and its repository fit all of them; without scopes every repository fits."""

    tag_selectors: tuple[Selector, ...] = ()
    scope_selectors: dict[str, tuple[Selector, ...]] = {}

    def meant(self, repository: str, tag: str) -> bool:
        """Whether the rule is about this tag; `repository` without its project."""
        return repository_fits(self.scope_selectors, repository) and tag_fits(self.tag_selectors, tag)


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
    check_tags(selectors.tag_selectors)
    check_scopes(selectors.scope_selectors)


def immutable(repository: str, tags: Sequence[str]) -> Refusal:
    """The refusal of a change to tags that a rule protects."""
    named = ", ".join(tags[:3]) + (", …" if len(tags) > 3 else "")
    return Refusal(
        "PRECONDITION",
        f"immutable in {repository}: {named}; use another tag, or ask an administrator of the project for its rules",
        detail={"tags": list(tags[:100])},
    )
