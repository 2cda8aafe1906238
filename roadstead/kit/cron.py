"""Times that come again: six fields, seconds first, in UTC (`second minute hour day-of-month month day-of-week`).

Each field is `*`, a value, a range `a-b`, any of them with a step `/n`, or a list of those with commas; months and
days of the week have names (`JAN`, `mon`); `?` stands for `*` in the fields of days; `a/n` is from `a` to the end.
When both fields of days are restricted, either is enough. `@yearly`, `@annually`, `@monthly`, `@weekly`, `@daily`,
`@midnight` and `@hourly` stand for what they say.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

import msgspec

DESCRIPTORS = {
    "@yearly": "0 0 0 1 1 *",
    "@annually": "0 0 0 1 1 *",
    "@monthly": "0 0 0 1 * *",
    "@weekly": "0 0 0 * * 0",
    "@daily": "0 0 0 * * *",
    "@midnight": "0 0 0 * * *",
    "@hourly": "0 0 * * * *",
}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
DAYS = {name: number for number, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}
LONGEST = 200
"""Characters of an expression."""


class CronError(ValueError):
    """The text is no expression, or of a time that never comes; the message says which field and why."""


class _Field(msgspec.Struct, frozen=True):
    name: str
    low: int
    high: int
    names: dict[str, int] = {}
    blank: bool = False


FIELDS = (
    _Field("seconds", 0, 59),
    _Field("minutes", 0, 59),
    _Field("hours", 0, 23),
    _Field("day of month", 1, 31, blank=True),
    _Field("month", 1, 12, MONTHS),
    _Field("day of week", 0, 6, DAYS, blank=True),
)


class Cron(msgspec.Struct, frozen=True):
    """What an expression says: the values of each field; `either`: one of the two fields of days is enough."""

    seconds: frozenset[int]
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def next(self, after: int) -> int:
        """The first time later than `after`; both in milliseconds since the epoch."""
        moment = datetime.fromtimestamp(after // 1000, UTC) + timedelta(seconds=1)
        day, first = moment.date(), moment.hour * 3600 + moment.minute * 60 + moment.second
        while True:
            if day.month not in self.months:
                day, first = _next_month(day), 0
                continue
            if self._is_day(day) and (found := self._in_day(first)) is not None:
                midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
                return (int(midnight.timestamp()) + found) * 1000
            day, first = day + timedelta(days=1), 0

    def _is_day(self, day: date) -> bool:
        of_month, of_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return (of_month or of_week) if self.either else (of_month and of_week)

    def _in_day(self, first: int) -> int | None:
        """The first second of the day that fits, from `first` on."""
        for hour in sorted(one for one in self.hours if one >= first // 3600):
            for minute in sorted(self.minutes):
                if hour * 3600 + minute * 60 + 59 < first:
                    continue
                for second in sorted(self.seconds):
                    if (found := hour * 3600 + minute * 60 + second) >= first:
                        return found
        return None


def parse(text: str) -> Cron:
    """Read an expression. Raises CronError."""
    if len(text) > LONGEST:
        raise CronError(f"cron: more than {LONGEST} characters")
    words = text.strip()
    if words.startswith("@"):
        if words not in DESCRIPTORS:
            raise CronError(f"cron: {text!r} is none of {', '.join(DESCRIPTORS)}")
        words = DESCRIPTORS[words]
    parts = words.split()
    if len(parts) != len(FIELDS):
        names = ", ".join(field.name for field in FIELDS)
        raise CronError(f"cron: {text!r} has {len(parts)} fields, six are expected: {names}")
    values, restricted = zip(*(_read(field, part) for field, part in zip(FIELDS, parts, strict=True)), strict=True)
    seconds, minutes, hours, days, months, weekdays = values
    cron = Cron(seconds, minutes, hours, days, months, weekdays, restricted[3] and restricted[5])
    if not cron.either and not any(day <= _longest(month) for month in cron.months for day in cron.days):
        raise CronError(f"cron: {text!r} is of a day that no year has")
    return cron


def _read(field: _Field, text: str) -> tuple[frozenset[int], bool]:
    """(the values, whether they are fewer than all by the way it is written)."""
    values: set[int] = set()
    restricted = True
    for part in text.split(","):
        some, whole = _part(field, part)
        values.update(some)
        restricted = restricted and not whole
    return frozenset(values), restricted


def _part(field: _Field, text: str) -> tuple[range, bool]:
    span, slash, step_text = text.partition("/")
    low_text, dash, high_text = span.partition("-")
    step = _number(field, step_text) if slash else 1
    if step < 1:
        raise CronError(f"cron: {field.name}: {text!r} has a step that is not positive")
    if span == "*" or (span == "?" and field.blank):
        low, high = field.low, field.high
    else:
        low = _value(field, low_text)
        high = _value(field, high_text) if dash else (field.high if slash else low)
    if not field.low <= low <= high <= field.high:
        raise CronError(f"cron: {field.name}: {text!r} is not between {field.low} and {field.high}")
    return range(low, high + 1, step), span in ("*", "?") and step == 1


def _value(field: _Field, text: str) -> int:
    named = field.names.get(text.lower())
    return _number(field, text) if named is None else named


def _number(field: _Field, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise CronError(f"cron: {field.name}: {text!r} is no number")
    return int(text)


def _longest(month: int) -> int:
    return calendar.monthrange(2024, month)[1]


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
