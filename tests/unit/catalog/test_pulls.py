"""Pulls are gathered: what one client asks for by tag and digest is one, what several callers ask for is several."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.domain.catalog.pulls import NOTED, Noted, Pull, Pulls, gather
from tests.support.content import digest

ONE, TWO = digest(b"1"), digest(b"2")


def pulled(reference: str, username: str = "ann", of: str = ONE, address: str = "192.0.2.1") -> Noted:
    """A pull from `p/app`."""
    return Pull("p/app", 1, of, reference), username, address


def counts(*noted: Noted) -> list[tuple[str, str, int]]:
    """(digest, caller, how often)."""
    return [(one.pull.digest, one.username, one.count) for one in gather([*noted]).values()]


def test_the_digest_that_a_tag_led_to_is_the_same_pull() -> None:
    assert counts(pulled("v1"), pulled(ONE)) == counts(pulled(ONE), pulled("v1")) == [(ONE, "ann", 1)]
    assert counts(pulled("v1"), pulled(ONE), pulled("v1"), pulled("v2")) == [(ONE, "ann", 3)]
    assert counts(pulled(ONE), pulled(ONE)) == [(ONE, "ann", 2)]


def test_callers_and_artifacts_are_apart_and_in_one_order() -> None:
    some = [pulled("v1", "bob"), pulled("v2", "ann", TWO), pulled("v1", "ann")]
    assert sorted(counts(*some)) == sorted([(ONE, "ann", 1), (ONE, "bob", 1), (TWO, "ann", 1)])
    assert counts(*some) == counts(*reversed(some))


def test_where_a_pull_comes_from_is_told_of_each_address() -> None:
    some = [pulled("v1"), pulled(ONE), pulled("v1", address="192.0.2.2")]
    assert [(one.username, one.address, one.count) for one in gather(some).values()] == [
        ("ann", "192.0.2.1", 1),
        ("ann", "192.0.2.2", 1),
    ]


def test_however_many_come_memory_is_bounded(database: Database) -> None:
    pulls = Pulls(database)
    for _ in range(NOTED + 10):
        pulls.note(pulled("v1"))
    (one,) = gather(pulls.waiting()).values()
    assert one.count == NOTED
