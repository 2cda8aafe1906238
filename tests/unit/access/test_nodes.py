"""Two nodes on one PostgreSQL: what one changes, the other stops believing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roadstead.db.database import open_database
from roadstead.db.listen import Listener
from tests.support.databases import close_soon, settle
from tests.support.postgres import Postgres
from tests.unit.access.conftest import World
from tests.unit.refusals import refused

APP = "team/app"
SCOPE = f"repository:{APP}:pull,push"
WAIT_SECONDS = 30.0


@pytest.fixture
def nodes(postgres: Postgres, tmp_path: Path) -> Iterator[tuple[World, World]]:
    """Two, each with a run folder of its own and the same keys."""
    url = postgres.fresh()
    databases = [open_database(url, tmp_path / name / "run") for name in ("one", "two")]
    one = World(databases[0], tmp_path / "one")
    (tmp_path / "two" / "keys").symlink_to(tmp_path / "one" / "keys")
    yield one, World(databases[1], tmp_path / "two")
    for db in databases:
        close_soon(db)


def until(holds: Callable[[], bool]) -> None:
    """Wait for it; fails when it does not come."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def believing(nodes: tuple[World, World]) -> bytes:
    """The header of a developer, cached by the second node as if for good."""
    one, two = nodes
    one.account("first")
    bob = one.account("bob")
    one.projects.create("team")
    one.projects.set_member("team", "bob", "developer")
    header = one.bearer(bob, SCOPE)

    settle(two.db)  # no word of the changes above is still on its way
    two.access.check(two.access.resolve(header), APP, "push")
    two.access.resolve(header).fresh_until = float("inf")
    return header


def test_word_of_a_withdrawal_arrives(nodes: tuple[World, World], believing: bytes) -> None:
    one, two = nodes
    one.projects.remove_member("team", "bob")
    until(lambda: two.access.cached(believing) is None)
    with refused("UNAUTHORIZED"):
        two.access.check(two.access.resolve(believing), APP, "push")


def test_word_of_a_new_password_arrives(nodes: tuple[World, World], believing: bytes) -> None:
    one, two = nodes
    one.identity.set_password(2, "Other-password-2")
    until(lambda: two.access.cached(believing) is None)
    with refused("UNAUTHORIZED"):
        two.access.resolve(believing)
    assert two.identity.check("bob", "Other-password-2") is not None


def test_without_word_a_grant_is_asked_again_within_its_two_seconds(
    nodes: tuple[World, World], believing: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = nodes
    monkeypatch.setattr(two.db.generations, "move", lambda slots: None)  # the words are lost
    grant = two.access.resolve(believing)
    one.projects.remove_member("team", "bob")
    now = time.monotonic()
    assert grant.fresh_until <= now + 2
    monkeypatch.setattr(time, "monotonic", lambda: now + 2.1)
    assert two.access.cached(believing) is None
    with refused("UNAUTHORIZED"):
        two.access.check(two.access.resolve(believing), APP, "push")


def test_the_listener_says_that_everything_is_old_when_it_comes_back(nodes: tuple[World, World]) -> None:
    _, two = nodes
    before = two.db.generations.of("project:team")
    again = Listener(two.db.url, two.db.generations)  # type: ignore[attr-defined]
    again.start()
    until(lambda: two.db.generations.of("project:team") != before)
    again.stop()
