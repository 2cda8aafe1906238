"""How long sessions live, how many there are, what is written of them."""

from __future__ import annotations

import pytest

from roadstead.db.database import Database
from roadstead.db.tx import Tx, Unavailable
from roadstead.domain.identity.model import Policy
from roadstead.domain.identity.service import Identity
from roadstead.domain.sessions import model, service, store
from roadstead.domain.sessions.service import Sessions
from tests.support.clock import Clock

PASSWORD = "Right-password-1"
MINUTE = 60_000


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(service, "now_ms", clock)
    return clock


class Site:
    """Sessions of one account, under a policy that may change."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.minutes = 60
        identity = Identity(db)
        self.account = identity.create("ada", PASSWORD)
        self.sessions = Sessions(db, identity, lambda: Policy(session_minutes=self.minutes))

    def begin(self) -> str:
        return self.sessions.begin("ada", PASSWORD, "198.51.100.1", "Browser/1.0")

    def rows(self) -> int:
        def count(tx: Tx) -> int:
            found: int = tx.value("SELECT count(*) FROM session")
            return found

        return self.db.read(count)


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


def test_a_session_lives_while_it_is_used(site: Site, clock: Clock) -> None:
    secret = site.begin()
    for _ in range(10):
        clock.now += 59 * MINUTE
        found = site.sessions.find(secret)
        assert found is not None
        assert found.account == site.account
    clock.now += 60 * MINUTE
    assert site.sessions.find(secret) is None
    assert site.sessions.of(site.account.id) == []


def test_a_shorter_life_holds_for_sessions_that_are_open(site: Site, clock: Clock) -> None:
    secret = site.begin()
    site.minutes = 5
    clock.now += 5 * MINUTE
    assert site.sessions.find(secret) is None


@pytest.mark.parametrize("minutes", [1, 2, 0, -7])
def test_a_short_life_is_as_long_as_it_says(site: Site, clock: Clock, minutes: int) -> None:
    site.minutes = minutes
    secret = site.begin()
    for _ in range(8):
        clock.now += 40_000
        assert site.sessions.find(secret) is not None


def test_the_use_of_a_session_is_written_once_a_minute(
    site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    real = store.use

    def use(tx: Tx, session_id: int, now: int, expires_at: int) -> None:
        written.append(now)
        real(tx, session_id, now, expires_at)

    monkeypatch.setattr(store, "use", use)
    secret = site.begin()
    for _ in range(60):
        clock.now += 5_000
        assert site.sessions.find(secret) is not None
    assert len(written) == 5


def test_a_session_is_good_although_its_use_cannot_be_written(
    site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = site.begin()
    clock.now += MINUTE

    def full(*_: object) -> None:
        raise Unavailable("the disk is full")

    monkeypatch.setattr(site.db, "write", full)
    assert site.sessions.find(secret) is not None


def test_of_many_sessions_the_latest_are_kept(site: Site, clock: Clock) -> None:
    first = site.begin()
    for _ in range(model.MOST):
        clock.now += 1
        last = site.begin()
    assert site.sessions.find(first) is None
    assert site.sessions.find(last) is not None
    assert len(site.sessions.of(site.account.id)) == site.rows() == model.MOST


def test_sessions_that_are_over_go_when_somebody_signs_in(site: Site, clock: Clock) -> None:
    for _ in range(3):
        site.begin()
    clock.now += 61 * MINUTE
    site.begin()
    assert site.rows() == 1


def test_what_the_browser_says_of_itself_is_kept_short_and_printable(site: Site) -> None:
    site.sessions.begin("ada", PASSWORD, "", "a\x00b\n" + "x" * 1000)
    (listed,) = site.sessions.of(site.account.id)
    assert listed.user_agent.startswith("abx")
    assert len(listed.user_agent) <= model.AGENT


def test_a_token_is_of_one_session_alone() -> None:
    one, other = model.new_secret(), model.new_secret()
    token = model.token_of(one)
    assert model.is_token(one, token.encode())
    assert not model.is_token(other, token.encode())
    for wrong in (b"", token[:-1].encode(), token.encode() + b"=", token.swapcase().encode(), b"\xff" * 43):
        assert not model.is_token(one, wrong)
    assert one not in token


@pytest.mark.parametrize("secret", ["", "x", "A" * 42, "A" * 44, "A" * 42 + "=", "é" * 43, "\ud800" * 43])
def test_what_cannot_be_a_secret_is_none(secret: str) -> None:
    assert model.secret_hash(secret) is None
