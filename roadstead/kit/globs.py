"""Patterns of names as the field writes them (doublestar): `*`, `**`, `?`, `[a-z]`, `{one,two}`.

`*` and `?` stop at `/`; `**` goes on, and `**/` may be nothing at all. A backslash makes the next character stand for
itself. A pattern becomes a regular expression of RE2, whose time grows with the length of the name and never explodes,
whatever somebody writes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import re2

LONGEST, DEEPEST = 1024, 10
"""Most characters of a pattern, most braces within braces."""
_ANY_ONE = "[^/]"


class PatternError(ValueError):
    """The pattern is not written as patterns are; the text says why."""


def matches(pattern: str, name: str) -> bool:
    """Whether the whole name is such a one. Raises PatternError."""
    return compiled(pattern)(name)


@functools.lru_cache(maxsize=1024)
def compiled(pattern: str) -> Callable[[str], bool]:
    """Whether a whole name is such a one, for many names. Raises PatternError."""
    if not 0 < len(pattern) <= LONGEST or "\0" in pattern:
        raise PatternError(f"a pattern has 1 to {LONGEST} characters, none of them NUL")
    expression, end = _parse(pattern, 0, 0)
    assert end == len(pattern)
    try:
        search = re2.compile(f"(?s:{expression})").fullmatch
    except re2.error:
        raise PatternError("the pattern is too large: use fewer braces or wildcards") from None
    return lambda name: search(name) is not None


def _parse(text: str, at: int, depth: int) -> tuple[str, int]:
    """(the expression of all up to the end or, within braces, to `,` or `}`; where that is)."""
    parts: list[str] = []
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
            part = _escaped(literal)
        parts.append(part)
    return "".join(parts), at


def _escaped(character: str) -> str:
    return f"\\x{{{ord(character):x}}}"


def _star(text: str, at: int) -> tuple[str, int]:
    end = at
    while text[end : end + 1] == "*":
        end += 1
    if end - at == 1:
        return f"{_ANY_ONE}*", end
    begins = at == 0 or text[at - 1] in "/{,"
    if begins and text[end : end + 1] == "/":
        return "(?:.*/)?", end + 1
    return ".*", end


def _literal(text: str, at: int) -> tuple[str, int]:
    """(the character, where it ends); a backslash makes the next one stand for itself."""
    if text[at] != "\\":
        return text[at], at + 1
    if at + 1 == len(text):
        raise PatternError("a pattern does not end with a single \\")
    return text[at + 1], at + 2


def _class(text: str, at: int) -> tuple[str, int]:
    negated = text[at : at + 1] in ("^", "!")
    at += negated
    first = at
    ranges: list[str] = []
    while at < len(text) and text[at] != "]":
        low, at = _literal(text, at)
        high = low
        if text[at : at + 1] == "-" and text[at + 1 : at + 2] not in ("", "]"):
            high, at = _literal(text, at + 1)
        if high < low:
            raise PatternError(f"[{low}-{high}] is empty: the first must not come after the last")
        ranges += _without_slash(low, high)
    if at >= len(text) or at == first:
        raise PatternError("[ needs characters and a ]")
    return _one_of(ranges, negated), at + 1


def _without_slash(low: str, high: str) -> list[str]:
    """The range as RE2 writes it, in two if `/` lies within: a class is never `/`."""
    if low <= "/" <= high:
        parts: tuple[tuple[str, str], ...] = (low, chr(ord("/") - 1)), (chr(ord("/") + 1), high)
    else:
        parts = ((low, high),)
    return [f"{_escaped(first)}-{_escaped(last)}" for first, last in parts if first <= last]


def _one_of(ranges: list[str], negated: bool) -> str:
    if negated:
        return f"[^/{''.join(ranges)}]"
    return f"[{''.join(ranges)}]" if ranges else r"[^\x{0}-\x{10ffff}]"


def _braces(text: str, at: int, depth: int) -> tuple[str, int]:
    if depth > DEEPEST:
        raise PatternError(f"braces go {DEEPEST} deep")
    branches: list[str] = []
    while True:
        branch, at = _parse(text, at, depth)
        branches.append(branch)
        if at == len(text):
            raise PatternError("{ needs a }")
        at += 1
        if text[at - 1] == "}":
            return f"(?:{'|'.join(branches)})", at
