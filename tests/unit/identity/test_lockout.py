"""When wrong passwords make further tries wait, for how long, and whom not; on both databases and on two nodes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roadstead.db.database import Database, open_database
from roadstead.db.tx import Tx
from roadstead.domain.identity import lockout, passwords
from roadstead.domain.identity.lockout import ADDRESS, DAY, MINUTE, NARROW, WIDE, Lockout
from roadstead.domain.identity.service import Identity
from roadstead.errors import Refusal
from tests.support.clock import Clock
from tests.support.databases import close_soon

PASSWORD = "Right-password-1"
HERE, THERE = "198.51.100.1", "203.0.113.1"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(lockout, "now_ms", clock)
    return clock


@pytest.fixture
def watch(database: Database) -> Lockout:
    return Lockout(database)


def attempt(watch: Lockout, right: bool, address: str = HERE, name: str = "ada") -> int | None:
    """None when it got in, else the seconds it must wait (0: it may try again at once)."""
    try:
        watch.attempt(name, address, lambda tx: None, lambda _: True if right else None)
    except Refusal as refusal:
        return int(dict(refusal.headers).get(b"retry-after", b"0"))
    return None


def fail(watch: Lockout, times: int, address: str = HERE) -> None:
    for _ in range(times):
        assert attempt(watch, False, address) == 0


def test_the_wait_doubles_up_to_a_quarter_of_an_hour(watch: Lockout, clock: Clock) -> None:
    fail(watch, NARROW)
    waits = []
    for _ in range(8):
        wait = attempt(watch, True)
        assert wait
        waits.append(wait)
        clock.now += wait * 1000 - 1
        assert attempt(watch, True) == 1  # to the end
        clock.now += 1
        assert attempt(watch, False) == 0
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_tries_while_one_waits_make_it_no_longer(watch: Lockout, clock: Clock) -> None:
    fail(watch, NARROW)
    for _ in range(10):
        assert attempt(watch, False) == 30
    clock.now += 30_000
    assert attempt(watch, True) is None


def test_failures_long_ago_do_not_count(watch: Lockout, clock: Clock) -> None:
    for _ in range(3):
        fail(watch, NARROW - 1)
        clock.now += 15 * MINUTE + 1
    fail(watch, NARROW)
    assert attempt(watch, True) == 30


def test_another_address_and_another_name_do_not_wait(watch: Lockout) -> None:
    fail(watch, NARROW)
    assert attempt(watch, True, THERE) is None
    assert attempt(watch, True, HERE, "bob") is None
    assert attempt(watch, True) == 30


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:198.51.100.1", "198.51.100.1", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "", True),
        ("not an address", "another", False),
    ],
)
def test_of_ipv6_a_whole_subscriber_is_one_address(watch: Lockout, first: str, second: str, same: bool) -> None:
    fail(watch, NARROW, first)
    assert (attempt(watch, True, second) == 30) is same


def test_all_addresses_together_wait_but_not_where_one_has_signed_in(watch: Lockout, clock: Clock) -> None:
    assert attempt(watch, True, HERE) is None
    for n in range(WIDE):
        assert attempt(watch, False, f"192.0.2.{n}") == 0
    assert attempt(watch, True, THERE) == 30
    assert attempt(watch, True, HERE) is None
    for n in range(5):  # it goes on for ever
        clock.now += 60_000
        attempt(watch, False, f"192.0.3.{n}")
        wait = attempt(watch, True, THERE)
        assert wait
        assert wait <= 60
        assert attempt(watch, True, HERE) is None
    clock.now += 91 * DAY
    assert attempt(watch, True, THERE) is None


def test_one_address_does_not_try_a_password_on_everybody(watch: Lockout, clock: Clock) -> None:
    assert attempt(watch, True, HERE, "regular") is None
    for n in range(ADDRESS):
        assert attempt(watch, False, name=f"n{n}") == 0
    assert attempt(watch, True, HERE, "somebody new") == 30
    assert attempt(watch, True, THERE, "somebody new") is None
    # a name that has signed in from there is let in, and a wrong try of it is told what that of any other is
    assert attempt(watch, True, HERE, "regular") is None
    assert attempt(watch, False, HERE, "regular") == 30
    assert attempt(watch, True, HERE, "somebody new") == 60
    clock.now += 60_000
    assert attempt(watch, False, HERE, "another") == 0
    assert attempt(watch, True, HERE, "somebody new") == 30
    clock.now += ADDRESS * 30_000  # all are free again
    for n in range(ADDRESS):
        assert attempt(watch, False, name=f"m{n}") == 0


def test_failures_of_one_name_alone_keep_no_other_waiting(watch: Lockout, clock: Clock) -> None:
    """Such as a forgotten program with an old password: most of its tries wait, and those do not count."""
    for _ in range(24 * 60):
        attempt(watch, False)
        clock.now += MINUTE
    assert attempt(watch, True, HERE, "bob") is None


def test_failures_at_once_are_all_counted(watch: Lockout) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: attempt(watch, False), range(NARROW)))
    assert attempt(watch, True) == 30


def test_nodes_count_together(database_url: str, tmp_path: Path) -> None:
    databases = [open_database(database_url, tmp_path / f"run{n}") for n in range(2)]
    one, other = map(Lockout, databases)
    fail(one, 3)
    fail(other, 2)
    assert attempt(one, True) == attempt(other, True) == 30
    for n in range(ADDRESS - 5):
        assert attempt((one, other)[n % 2], False, name=f"n{n}") == 0
    assert attempt(one, True, name="new") == attempt(other, True, name="new") == 30
    for database in databases:
        close_soon(database)


def test_no_password_is_looked_at_while_one_waits(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = Identity(database)
    identity.create("ada", PASSWORD)
    looked: list[str] = []

    def is_right(known_hash: str, password: str) -> bool:
        looked.append(known_hash)
        return False

    monkeypatch.setattr(passwords, "is_right", is_right)
    for _ in range(NARROW + 5):
        with pytest.raises(Refusal):
            identity.sign_in("ada", "Wrong-password-1", HERE)
    assert len(looked) == NARROW


def test_what_is_remembered_of_a_right_password_opens_no_lock(database: Database) -> None:
    identity = Identity(database)
    identity.create("ada", PASSWORD)
    identity.sign_in("ada", PASSWORD, THERE)
    for _ in range(NARROW):
        with pytest.raises(Refusal):
            identity.sign_in("ada", "Wrong-password-1", HERE)
    with pytest.raises(Refusal):
        identity.sign_in("ada", PASSWORD, HERE)
    identity.sign_in("ada", PASSWORD, THERE)


def test_a_right_password_is_noted_once_a_day(watch: Lockout, database: Database, clock: Clock) -> None:
    def noted(tx: Tx) -> int:
        found: int = tx.value("SELECT right_at FROM login_failure WHERE address = ?", HERE)
        return found

    began = clock.now
    for _ in range(3):
        assert attempt(watch, True) is None
        clock.now += 60_000
    assert database.read(noted) == began
    clock.now += DAY
    assert attempt(watch, True) is None
    assert database.read(noted) == clock.now


def test_rows_that_say_nothing_any_more_go(watch: Lockout, database: Database, clock: Clock) -> None:
    def names(tx: Tx) -> int:
        found: int = tx.value("SELECT count(DISTINCT principal) FROM login_failure WHERE principal <> ''")
        return found

    for n in range(8):
        attempt(watch, n % 2 == 0, name=f"n{n}")
    clock.now += 2 * 60 * MINUTE
    attempt(watch, False, name="later")
    assert database.read(names) == 5  # those who were right are kept, as is the last
    clock.now += 91 * DAY
    attempt(watch, False, name="much later")
    attempt(watch, False, name="last")
    assert database.read(names) == 2
