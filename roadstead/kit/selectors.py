"""Selectors of rules: patterns of names, and whether what they match is meant or all else (`decoration`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from roadstead.errors import Refusal
from roadstead.kit import globs

MOST = 15
"""Selectors of one list."""
KIND = "doublestar"
REPOSITORY = "repository"
"""The one scope that there is."""
TAGS = {"matches": True, "excludes": False}
REPOSITORIES = {"repoMatches": True, "repoExcludes": False}
"""Decorations: whether what the pattern matches is meant, or all else."""


class Selector(msgspec.Struct, frozen=True):
    """One of them, as the API gives it; `extras` is JSON of those who know what it says."""

    kind: str = KIND
    decoration: str = ""
    pattern: str = ""
    extras: str = ""


Scopes = Mapping[str, Sequence[Selector]]


def check_tags(selectors: Sequence[Selector]) -> None:
    """Raises Refusal BAD_REQUEST that names field and rule."""
    _check(selectors, TAGS, "tag_selectors")


def check_scopes(scopes: Scopes) -> None:
    """Raises Refusal BAD_REQUEST that names field and rule."""
    if unknown := set(scopes) - {REPOSITORY}:
        raise Refusal("BAD_REQUEST", f"scope_selectors: {min(unknown)[:64]!r} is no scope, use {REPOSITORY!r}")
    _check(scopes.get(REPOSITORY, ()), REPOSITORIES, f"scope_selectors.{REPOSITORY}")


def tag_fits(selectors: Iterable[Selector], tag: str) -> bool:
    """Whether the tag is meant by all of them."""
    return _fit(selectors, TAGS, tag)


def repository_fits(scopes: Scopes, repository: str) -> bool:
    """Whether the repository, without its project, is in scope; without scopes every one is."""
    return _fit(scopes.get(REPOSITORY, ()), REPOSITORIES, repository)


def _check(selectors: Sequence[Selector], decorations: Mapping[str, bool], field: str) -> None:
    if len(selectors) > MOST:
        raise Refusal("BAD_REQUEST", f"{field}: at most {MOST}")
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


def _fit(selectors: Iterable[Selector], decorations: Mapping[str, bool], name: str) -> bool:
    return all(globs.matches(one.pattern, name) is decorations[one.decoration] for one in selectors)
