"""What a fresh system begins with, also when several processes begin it at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from roadstead.db.database import open_database
from roadstead.domain.access.first_start import ensure_first
from roadstead.settings import Settings
from tests.support.databases import close_soon
from tests.unit.access.conftest import PASSWORD, World
from tests.unit.refusals import refused


def first(world: World, password: str | None = None) -> str | None:
    return ensure_first(world.db, world.identity, world.projects, Settings(admin_password=password))


def test_account_and_project_one(world: World) -> None:
    password = first(world)
    assert password is not None
    admin, library = world.identity.check("admin", password), world.projects.by_name("library")
    assert admin is not None
    assert library is not None
    assert (admin.id, admin.sysadmin, library.id, library.public, library.owner_id) == (1, True, 1, True, 1)
    assert world.account("bob").id > 1
    assert world.projects.create("team").id > 1


def test_a_password_that_is_given_is_not_told(world: World) -> None:
    assert first(world, PASSWORD) is None
    assert world.identity.check("admin", PASSWORD) is not None


def test_a_weak_password_is_refused_and_nothing_is_begun(world: World) -> None:
    with refused("BAD_REQUEST", "an upper case letter"):
        first(world, "weak-password-1")
    assert not world.identity.has_begun()
    assert first(world) is not None


def test_a_second_start_changes_nothing(world: World) -> None:
    first(world, PASSWORD)
    world.projects.delete("library")
    world.identity.set_password(1, "Other-password-2")
    assert first(world, PASSWORD) is None
    assert world.projects.by_name("library") is None
    assert world.identity.check("admin", "Other-password-2") is not None


def test_of_processes_that_start_at_once_one_tells_the_password(database_url: str, tmp_path: Path) -> None:
    databases = [open_database(database_url, tmp_path / f"run{n}") for n in range(4)]
    worlds = [World(db, tmp_path / f"node{n}") for n, db in enumerate(databases)]
    with ThreadPoolExecutor(len(worlds)) as pool:
        told = [password for password in pool.map(first, worlds) if password is not None]
    assert len(told) == 1
    for world in worlds:
        admin = world.identity.check("admin", told[0])
        assert admin is not None
        assert admin.id == 1
        assert [p.id for p in world.projects.all()] == [1]
    for db in databases:
        close_soon(db)
