"""The world that the stories of the catalog happen in, on each database."""

from __future__ import annotations

from pathlib import Path

import pytest

from roadstead.db.database import Database
from tests.unit.catalog.bin import Bin, filled_bin
from tests.unit.catalog.world import World, make_world


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return make_world(database, tmp_path / "data")


@pytest.fixture
def bin(world: World) -> Bin:
    return filled_bin(world)
