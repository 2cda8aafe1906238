"""Patterns of names as the field writes them (doublestar): `*`, `**`, `?`, `[a-z]`, `{one,two}`.

`*` and `?` stop at `/`; `**` goes on, and `**/` may be nothing at all. A backslash makes the next character stand for
itself. Matching walks all ways through a pattern at once, so its time grows with the length of both and never
explodes, whatever somebody writes.
"""

from __future__ import annotations

import functools

import msgspec

LONGEST, DEEPEST = 1024, 10
"""Most characters of a pattern, most braces within braces."""


class One(msgspec.Struct, frozen=True):
    """One character: among the ranges, or not among them; never `/` when `wild`."""

    ranges: tuple[tuple[str, str], ...]
    negated: bool = False
    wild: bool = False

    def fits(self, character: str) -> bool:
        """Whether it is this character."""
        if self.wild and character == "/":
            return False
        return any(low <= character <= high for low, high in self.ranges) != self.negated


class Any(msgspec.Struct, frozen=True):
    """Any number of characters; with `across` also `/`, with `whole` nothing or what ends in `/`."""

    across: bool = False
    whole: bool = False


class Either(msgspec.Struct, frozen=True):
    """One of several patterns."""

    branches: tuple[Glob, ...]


Part = One | Any | Either
Glob = tuple[Part, ...]

_ANY_ONE = One((), negated=True, wild=True)


class PatternError(ValueError):
    """The pattern is not written as patterns are; the text says why."""


def matches(pattern: str, name: str) -> bool:
    """Whether the whole name is such a one. Raises PatternError."""
    return len(name) in _ends(parse(pattern), name, {0})


@functools.lru_cache(maxsize=1024)
def parse(pattern: str) -> Glob:
    """Raises PatternError."""
    if not 0 < len(pattern) <= LONGEST or "\0" in pattern:
        raise PatternError(f"a pattern has 1 to {LONGEST} characters, none of them NUL")
    parts, end = _parse(pattern, 0, 0)
    assert end == len(pattern)
    return parts


def _parse(text: str, at: int, depth: int) -> tuple[Glob, int]:
    """(the parts up to the end or, within braces, to `,` or `}`; where that is)."""
    parts: list[Part] = []
    while at < len(text):
        character = text[at]
        if depth and character in ",}":
            break
        if character == "*":
            part, at = _star(text, at)
        elif character == "?":
            part, at = _ANY_ONE, at + 1
        elif character == "[":
            part, at = _class(text, at + 1)
        elif character == "{":
            part, at = _braces(text, at + 1, depth + 1)
        else:
            literal, at = _literal(text, at)
            part = One(((literal, literal),))
        parts.append(part)
    return tuple(parts), at


def _star(text: str, at: int) -> tuple[Part, int]:
    end = at
    while text[end : end + 1] == "*":
        end += 1
    if end - at == 1:
        return Any(), end
    begins = at == 0 or text[at - 1] in "/{,"
    if begins and text[end : end + 1] == "/":
        return Any(across=True, whole=True), end + 1
    return Any(across=True), end


def _literal(text: str, at: int) -> tuple[str, int]:
    """(the character, where it ends); a backslash makes the next one stand for itself."""
    if text[at] != "\\":
        return text[at], at + 1
    if at + 1 == len(text):
        raise PatternError("a pattern does not end with a single \\")
    return text[at + 1], at + 2


def _class(text: str, at: int) -> tuple[Part, int]:
    negated = text[at : at + 1] in ("^", "!")
    at += negated
    ranges: list[tuple[str, str]] = []
    while at < len(text) and text[at] != "]":
        low, at = _literal(text, at)
        high = low
        if text[at : at + 1] == "-" and text[at + 1 : at + 2] not in ("", "]"):
            high, at = _literal(text, at + 1)
        if high < low:
            raise PatternError(f"[{low}-{high}] is empty: the first must not come after the last")
        ranges.append((low, high))
    if at >= len(text) or not ranges:
        raise PatternError("[ needs characters and a ]")
    return One(tuple(ranges), negated, wild=True), at + 1


def _braces(text: str, at: int, depth: int) -> tuple[Part, int]:
    if depth > DEEPEST:
        raise PatternError(f"braces go {DEEPEST} deep")
    branches: list[Glob] = []
    while True:
        branch, at = _parse(text, at, depth)
        branches.append(branch)
        if at == len(text):
            raise PatternError("{ needs a }")
        at += 1
        if text[at - 1] == "}":
            return Either(tuple(branches)), at


def _ends(parts: Glob, name: str, starts: set[int]) -> set[int]:
    """Where the parts may end that begin at one of these places."""
    for part in parts:
        if not starts:
            break
        if isinstance(part, One):
            starts = {at + 1 for at in starts if at < len(name) and part.fits(name[at])}
        elif isinstance(part, Either):
            starts = set[int]().union(*(_ends(branch, name, starts) for branch in part.branches))
        else:
            starts = _after(part, name, starts)
    return starts


def _after(part: Any, name: str, starts: set[int]) -> set[int]:
    first = min(starts)
    if part.whole:
        return starts | {at + 1 for at in range(first, len(name)) if name[at] == "/"}
    if part.across:
        return set(range(first, len(name) + 1))
    found: set[int] = set()
    going = False
    for at in range(first, len(name) + 1):
        going = going or at in starts
        if going:
            found.add(at)
        if at < len(name) and name[at] == "/":
            going = False
    return found
