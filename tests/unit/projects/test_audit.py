"""Every change of a project is in the audit log, with who did it and from where, and no other is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from roadstead.db.database import Database
from roadstead.domain.audit.model import Actor
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.membership import Whom
from roadstead.domain.projects.model import Change, Role, Standing, Wish
from roadstead.domain.projects.service import Projects
from roadstead.errors import Refusal
from tests.support.databases import close_soon
from tests.unit.projects.conftest import shared_database

ADA = Actor("ada", "192.0.2.7")
BOB = Whom(username="bob")


_numbers = count()


class World:
    """A new project, in which bob is a guest by membership `mid`."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.name = f"team-{next(_numbers)}"
        self.projects = Projects(db)
        self.members, self.metadata = self.projects.members, self.projects.metadata
        self.projects.make(Wish(self.name, metadata={"severity": "low"}), None, ADA)
        self.team = self.projects.named(self.name)
        self.mid = self.members.add(self.team, BOB, Role.guest, ADA)

    def entries(self) -> list[tuple[object, ...]]:
        """(operation, type, resource, project, description) of all, the last first."""
        rows = self.db.read(
            lambda tx: tx.all(
                "SELECT actor, address, success, operation, resource_type, resource, project_id, description"
                " FROM audit_log WHERE actor = 'ada' ORDER BY id DESC"
            )
        )
        assert all(row[:3] == ("ada", "192.0.2.7", 1) for row in rows)
        return [row[3:] for row in rows]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """With the accounts bob and eve."""
    db = shared_database(request, tmp_path_factory)
    for name in ("bob", "eve"):
        Identity(db).create(name, "Right-password-1")
    yield db
    close_soon(db)


@pytest.fixture
def world(shared: Database) -> World:
    return World(shared)


Done = tuple[str, str, str, str]
CHANGES: dict[str, tuple[Callable[[World], object], Done]] = {
    "make": (lambda w: w.projects.make(Wish(f"new-{w.name}"), None, ADA), ("create", "project", "new-{}", "")),
    "change": (
        lambda w: w.projects.change(w.team, Change(True, {"severity": "high"}), ADA),
        ("update", "project", "{}", "public, severity = high"),
    ),
    "end": (lambda w: w.projects.end(w.team, ADA), ("delete", "project", "{}", "")),
    "join": (
        lambda w: w.members.add(w.team, Whom(username="eve"), Role.developer, ADA),
        ("create", "member", "{}/eve", "as developer"),
    ),
    "another role": (
        lambda w: w.members.change(w.team, w.mid, Role.maintainer, ADA),
        ("update", "member", "{}/bob", "as maintainer"),
    ),
    "leave": (lambda w: w.members.remove(w.team, w.mid, ADA), ("delete", "member", "{}/bob", "was guest")),
    "set": (
        lambda w: w.metadata.add(w.team, {"auto_scan": "true"}, ADA),
        ("create", "metadata", "{}", "auto_scan = true"),
    ),
    "set anew": (
        lambda w: w.metadata.change(w.team, "severity", {"severity": "high"}, ADA),
        ("update", "metadata", "{}", "severity = high"),
    ),
    "set no more": (lambda w: w.metadata.remove(w.team, "severity", ADA), ("delete", "metadata", "{}", "severity")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_entered(world: World, change: str) -> None:
    do, (operation, kind, resource, description) = CHANGES[change]
    before = world.entries()
    do(world)
    added = [one for one in world.entries() if one not in before]
    project = world.projects.by_name(f"new-{world.name}") if change == "make" else world.team
    number = project.project_id if isinstance(project, Standing) else project.id if project else 0
    assert added == [(operation, kind, resource.format(world.name), number, description)]


REFUSED: dict[str, Callable[[World], object]] = {
    "a name that is taken": lambda w: w.projects.make(Wish(w.name), None, ADA),
    "a member twice": lambda w: w.members.add(w.team, BOB, Role.guest, ADA),
    "somebody absent": lambda w: w.members.add(w.team, Whom(username="rob"), Role.guest, ADA),
    "a member that is none": lambda w: w.members.remove(w.team, w.mid + 1, ADA),
    "metadata twice": lambda w: w.metadata.add(w.team, {"auto_scan": "true", "severity": "low"}, ADA),
    "metadata that is not set": lambda w: w.metadata.remove(w.team, "auto_scan", ADA),
    "a project that is gone": lambda w: w.projects.change(Standing(99, "gone", False), Change(True), ADA),
    "metadata of one": lambda w: w.metadata.add(Standing(99, "gone", False), {"auto_scan": "true"}, ADA),
    "a member of one": lambda w: w.members.add(Standing(99, "gone", False), BOB, Role.guest, ADA),
    "its end": lambda w: w.projects.end(Standing(99, "gone", False), ADA),
}


@pytest.mark.parametrize("change", REFUSED)
def test_what_is_refused_is_not(world: World, change: str) -> None:
    before = world.entries()
    with pytest.raises(Refusal):
        REFUSED[change](world)
    assert world.entries() == before
