"""Expressions of cron, beside a slow reading of the same rules that walks from second to second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadstead.kit.cron import CronError, parse

BOUNDS = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def told(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("text", "after", "then"),
    [
        ("0 0 * * * *", "2026-11-25 01:00:00", "2026-11-25 02:00:00"),
        ("0 0 * * * *", "2026-11-25 00:59:59.999", "2026-11-25 01:00:00"),
        ("@hourly", "2026-12-31 23:30:00", "2027-01-01 00:00:00"),
        ("@daily", "2026-02-28 12:00:00", "2026-03-01 00:00:00"),
        ("@weekly", "2026-11-25 00:00:00", "2026-11-29 00:00:00"),
        ("@monthly", "2026-11-25 00:00:00", "2026-12-01 00:00:00"),
        ("@yearly", "2026-11-25 00:00:00", "2027-01-01 00:00:00"),
        ("0 30 2 * * MON-fri", "2026-11-27 03:00:00", "2026-11-30 02:30:00"),
        ("0 0 0 29 2 *", "2096-03-01 00:00:00", "2104-02-29 00:00:00"),
        ("0 0 0 13 * 5", "2026-11-25 00:00:00", "2026-11-27 00:00:00"),  # either the 13th or a Friday
        ("0 0 0 31 2 1", "2026-11-25 00:00:00", "2027-02-01 00:00:00"),
        ("0 0 0 ? * 5", "2026-11-25 00:00:00", "2026-11-27 00:00:00"),
        ("15/20 * * * * *", "2026-11-25 00:00:16", "2026-11-25 00:00:35"),
        ("0 0 9-17/4,22 * jan,Jul ?", "2026-11-25 00:00:00", "2027-01-01 09:00:00"),
    ],
)
def test_when_it_comes_next(text: str, after: str, then: str) -> None:
    assert told(parse(text).next(ms(after))) == then


@pytest.mark.parametrize(
    "text",
    [
        "", "* * * * *", "* * * * * * *", "60 * * * * *", "* * 24 * * *", "* * * 0 * *", "* * * * 13 *", "* * * * * 7",
        "*/0 * * * * *", "5-1 * * * * *", "1-2-3 * * * * *", ", * * * * *", "1, * * * * *", "-1 * * * * *",
        "? * * * * *",
        "* * * * mon *", "* * * * * jan", "1//2 * * * * *", "a * * * * *", "１ * * * * *", "* * * L * *", "@every 1h",
        "@never", "0 0 0 31 2 *", "0 0 0 30 2 *", "0 0 0 31 4,6,9,11 *", "0 0 0 31 2 ?", "1" * 300,
        "9" * 60 + " * * * * *",
    ],
)  # fmt: skip
def test_what_is_no_expression_or_never_comes_is_refused(text: str) -> None:
    with pytest.raises(CronError, match="cron: "):
        parse(text)


@st.composite
def fields(draw: st.DrawFn, place: int) -> str:
    low, high = BOUNDS[place]
    if draw(st.booleans()):
        return "*"
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        a, b = sorted(draw(st.tuples(st.integers(low, high), st.integers(low, high))))
        span = draw(st.sampled_from(("*", str(a), f"{a}-{b}")))
        if place == 4 and span == str(a):
            span = draw(st.sampled_from((span, MONTHS[a - 1], MONTHS[a - 1].lower())))
        if place == 5 and span == str(a):
            span = draw(st.sampled_from((span, DAYS[a], DAYS[a].title())))
        parts.append(span + draw(st.sampled_from(("", "", "/1", "/2", "/7"))))
    return ",".join(parts)


expressions = st.tuples(*(fields(place) for place in range(6))).map(" ".join)


def holds(text: str, moment: datetime) -> bool:
    """Read as the rules are told, without any cleverness."""
    second, minute, hour, day, month, weekday = text.split()
    rest = _in(second, moment.second, 0) and _in(minute, moment.minute, 1) and _in(hour, moment.hour, 2)
    rest = rest and _in(month, moment.month, 4)
    of_month, of_week = _in(day, moment.day, 3), _in(weekday, int(moment.strftime("%w")), 5)
    free = [any(part in ("*", "*/1") for part in field.split(",")) for field in (day, weekday)]
    return rest and ((of_month and of_week) if any(free) else (of_month or of_week))


def _in(field: str, value: int, place: int) -> bool:
    for part in field.upper().split(","):
        span, _, step = part.partition("/")
        first, last = BOUNDS[place]
        if span != "*":
            ends = [_number(word, place) for word in span.split("-")]
            first = ends[0]
            if len(ends) == 2:
                last = ends[1]
            elif not step:
                last = first
        if first <= value <= last and (value - first) % int(step or 1) == 0:
            return True
    return False


def _number(word: str, place: int) -> int:
    names = {4: {name: i + 1 for i, name in enumerate(MONTHS)}, 5: {name: i for i, name in enumerate(DAYS)}}
    return names.get(place, {}).get(word, -1) if not word.isdigit() else int(word)


@settings(deadline=None, max_examples=60)
@given(expressions, st.datetimes(datetime(2023, 1, 1), datetime(2029, 1, 1)), st.lists(st.floats(0, 1), max_size=40))
def test_it_comes_as_the_slow_reading_says(text: str, start: datetime, places: list[float]) -> None:
    moment = start.replace(tzinfo=UTC)
    try:
        found = parse(text).next(int(moment.timestamp() * 1000))
    except CronError:
        day = text.split()[3]
        assert not any(_in(day, one, 3) for one in range(1, 30))
        return
    then = datetime.fromtimestamp(found / 1000, UTC)
    assert then > moment
    assert holds(text, then)
    between = (then - moment).total_seconds()
    seconds = {
        *range(1, 1_000),
        *(int(between - back) for back in range(1, 1_000)),
        *(int(between * p) for p in places),
    }
    for second in seconds:
        if 0 < second < between:
            step = moment.replace(microsecond=0) + timedelta(seconds=second)
            assert step == then or not holds(text, step)


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789*/,-? jJaAnN@"), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        cron = parse(text)
    except CronError:
        return
    assert cron.next(0) > 0
