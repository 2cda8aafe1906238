"""Many delete, restore and push the same at once: nothing is lost between the repository and the trash."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from roadstead.db.database import Database
from roadstead.domain.catalog import restoring_item
from roadstead.domain.catalog.trash_model import Keeping
from roadstead.domain.uploads.sweep import Sweep
from roadstead.errors import Refusal
from tests.faults.checker import violations
from tests.support.content import CONFIG, digest, image, index, noise
from tests.unit.catalog.bin import ADA, Bin
from tests.unit.catalog.world import REPOSITORY, make_world

LAYERS = [noise(f"layer {n}") for n in range(4)]
IMAGES = [image(layer) for layer in LAYERS]
BODIES = [*IMAGES, index(*IMAGES[:2])]
THREADS, STEPS = 4, 25


@pytest.mark.parametrize("in_quota", [False, True])
def test_nothing_is_lost_between_the_repository_and_the_trash(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_quota: bool
) -> None:
    monkeypatch.setattr(restoring_item, "LOT", 2)
    bin = Bin(make_world(database, tmp_path / "data"), Keeping(7, in_quota))
    for blob in (CONFIG, *LAYERS):
        bin.world.push_blob(blob)
    for n, body in enumerate(BODIES):
        bin.world.push(body, f"t{n}")
    surprises: list[BaseException] = []

    def step(chance: random.Random) -> None:
        n = chance.randrange(len(BODIES))
        what = chance.randrange(12)
        if what < 3:
            bin.artifacts.delete(bin.standing, REPOSITORY, digest(BODIES[n]), ADA)
        elif what < 5:
            bin.world.catalog.delete(REPOSITORY, f"t{n}", ADA)
        elif what < 6:
            bin.repositories.delete(bin.standing, REPOSITORY, ADA)
        elif what < 8 and n < len(IMAGES):
            bin.world.push_image(LAYERS[n], tags=(f"t{n}",))
        elif items := bin.items():
            bin.trash.restore(bin.standing, chance.choice(items).id, ADA, skip_tags=chance.random() < 0.8)

    def work(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(STEPS):
            try:
                step(chance)
            except Refusal:
                continue
            except BaseException as e:
                surprises.append(e)
                return

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert surprises == []
    # Uploads to a repository that was deleted meanwhile leave bytes, which are swept up.
    sweep = Sweep(database, bin.world.storage, 3_600, stray_seconds=0.0)
    while bin.repositories.clear_deleted() or bin.trash.clear() or sweep.drop_strays():
        pass
    there = {
        found for (found,) in bin.world.rows("SELECT digest FROM manifest UNION SELECT digest FROM trash_manifest")
    }
    assert there >= {digest(body) for body in BODIES}
    assert violations(tmp_path / "data", database_url) == []
