"""A project is deleted while somebody pushes the first repository into it: one of the two is told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from roadstead.db.postgres import PostgresDatabase
from tests.support.content import index
from tests.support.patience import eventually
from tests.unit.catalog.world import ACTOR, World
from tests.unit.refusals import refused

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("step", ["begin", "push"])
def test_the_project_goes_first(world: World, step: str) -> None:
    assert isinstance(world.db, PostgresDatabase)
    world.change("INSERT INTO project (name, created_at) VALUES ('short', 0)")
    with (
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(world.db.url, autocommit=True) as watch,
        psycopg.connect(world.db.url) as other,
    ):
        other.execute("DELETE FROM project WHERE name = 'short'")
        if step == "begin":
            late = pool.submit(world.uploads.begin, "short/app", ACTOR)
        else:
            late = pool.submit(world.push, index(), repository="short/app")

        def waits() -> bool:
            row = watch.execute(WAITING).fetchone()
            return row is not None and row[0] > 0

        assert eventually(waits)
        other.commit()
        with refused("NAME_UNKNOWN", "short"):
            late.result()
