"""Which artifacts of a repository stay, and by which rule. Pure: the same candidates give the same choice.

An artifact that any rule chooses stays, with all its tags. What no rule chooses goes. One pass over the artifacts for
each rule; a hundred thousand tags take about a second.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Callable, Iterable, Sequence

from roadstead.domain.catalog.model import Candidate
from roadstead.domain.retention.model import Rule
from roadstead.kit.selectors import tag_fits

DAY = 86_400_000


def choose(rules: Sequence[Rule], candidates: Sequence[Candidate], now: int) -> dict[int, int]:
    """Of those that stay: id → which of the rules, all in force, was the first to choose it."""
    stays: dict[int, int] = {}
    for at, rule in enumerate(rules):
        for one in _CHOOSE[rule.template](_meant(rule, candidates), rule.number, now):
            stays.setdefault(one.id, at)
    return stays


def _meant(rule: Rule, candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    fits = functools.partial(tag_fits, rule.tag_selectors)
    untagged = rule.untagged
    return (one for one in candidates if (any(map(fits, one.tags)) if one.tags else untagged))


def _pushed(one: Candidate) -> tuple[int, int]:
    return one.pushed_at, one.id


def _pulled(one: Candidate) -> tuple[int, int]:
    return one.pulled_at, one.id


def _active(one: Candidate) -> tuple[int, int]:
    return max(one.pushed_at, one.pulled_at), one.id


Key = Callable[[Candidate], tuple[int, int]]
Choose = Callable[[Iterable[Candidate], int, int], Iterable[Candidate]]


def _most(key: Key) -> Choose:
    return lambda meant, number, now: heapq.nlargest(number, meant, key)


def _within(key: Key) -> Choose:
    return lambda meant, number, now: (one for one in meant if key(one)[0] >= max(1, now - number * DAY))


_CHOOSE: dict[str, Choose] = {
    "latestPushedK": _most(_pushed),
    "latestPulledN": _most(_pulled),
    "latestActiveK": _most(_active),
    "nDaysSinceLastPush": _within(_pushed),
    "nDaysSinceLastPull": _within(_pulled),
    "lastXDays": _within(_active),
    "always": lambda meant, number, now: meant,
    "nothing": lambda meant, number, now: (),
}
