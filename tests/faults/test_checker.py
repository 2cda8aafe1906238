"""The checker sees what it is there to see: every kind of damage, one at a time."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.checker import Promises, path_of, violations
from tests.faults.client import Client
from tests.faults.images import digest_of, make_image
from tests.support.server import Server

pytestmark = pytest.mark.faults

Damage = Callable[[Path, sqlite3.Connection], object]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Promises]:
    """A data folder with two images, served no more, and what was promised."""
    with Server.start(tmp_path_factory.mktemp("checked") / "data") as server:
        client = Client(server, "library/checked")
        for tag in ("one", "two"):
            assert client.push(make_image(1_000), tag).status == 201
    return server.data, client.promises


@pytest.fixture
def stored(served: tuple[Path, Promises], tmp_path: Path) -> tuple[Path, Promises]:
    """The same to be damaged."""
    folder, promises = served
    return Path(shutil.copytree(folder, tmp_path / "data")), promises


def first_blob(folder: Path, db: sqlite3.Connection) -> Path:
    digest, incarnation = db.execute("SELECT digest, incarnation FROM blob ORDER BY id").fetchone()
    return folder / path_of(digest, incarnation)


def flip(folder: Path, db: sqlite3.Connection) -> None:
    path = first_blob(folder, db)
    content = path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])


def sql(statement: str) -> Damage:
    return lambda _, db: db.executescript(statement)


DAMAGE: dict[str, tuple[Damage, str]] = {
    "file lost": (lambda folder, db: first_blob(folder, db).unlink(), r"I1 blob .*: no file"),
    "file cut": (lambda folder, db: first_blob(folder, db).write_bytes(b"short"), r"I1 blob .* has 5 bytes"),
    "bit flipped": (flip, r"I1 blob .* has other bytes"),
    "edge lost": (sql("DELETE FROM manifest_blob WHERE rowid = 1"), r"I1 manifest .*: no edge to sha256:"),
    "edge to a blob that is gone": (sql("DELETE FROM blob WHERE id = 1"), r"I1 manifest .*: no edge to"),
    "edge too many": (sql("INSERT INTO manifest_blob SELECT 2, 1, 1, 1"), r"I1 manifest .*: an edge to .* not name"),
    "bytes lost": (sql("DELETE FROM manifest_body WHERE manifest_id = 1"), r"I1 manifest .*: no bytes"),
    "bytes changed": (sql("UPDATE manifest_body SET body = x'7b7d'"), r"I1 manifest .*: other bytes"),
    "manifest lost": (sql("DELETE FROM manifest WHERE id = 1"), r"I2 manifest .*: lost"),
    "lease and edge lost": (sql("DELETE FROM manifest_blob; DELETE FROM blob_lease"), r"I2 blob .*: lost"),
    "tag lost": (sql("DELETE FROM tag WHERE name = 'one'"), r"I2 tag library/checked:one: names None"),
    "tag moved": (sql("UPDATE tag SET manifest_id = 2"), r"I2 tag library/checked:one: names sha256"),
    "history lost": (sql("DELETE FROM tag_history"), r"I6 tag library/checked:one: names .*history ends"),
    "history of more": (sql("UPDATE tag SET name = 'x' WHERE name = 'one'"), r"I6 tag .*:one: is not there"),
    "event lost": (sql("DELETE FROM outbox"), r"I6 manifest .*: no event"),
    "content not counted": (sql("DELETE FROM project_content WHERE rowid = 1"), r"I5 project 1 does not count sha256:"),
    "content not named": (sql("INSERT INTO project_content VALUES (1, 'x', 0)"), r"I5 project 1 counts x, which noth"),
    "content of another size": (
        sql("UPDATE project_content SET size = size + 1 WHERE rowid = 1"),
        r"I5 project 1 counts \d+ bytes for sha256:\w+, which has",
    ),
    "usage of more": (sql("UPDATE quota_usage SET used = used + 1 WHERE rowid = 1"), r"I5 project 1 uses \d+ bytes"),
    "usage lost": (sql("DELETE FROM quota_usage"), r"I5 project 1 uses 0 bytes"),
    "edge of another project": (sql("UPDATE manifest_blob SET project_id = 2"), r"I1 edge of manifest row 1"),
    "file of nobody": (
        lambda folder, _: (folder / path_of(digest_of(b""), "0" * 32)).write_bytes(b""),
        r"I3 file blobs/sha256/e3/e3b0c44298.* \(0 bytes\): no row names it",
    ),
    "upload of nobody": (
        lambda folder, _: (folder / "uploads" / "abc").write_bytes(b"abc"),
        r"I3 file uploads/abc \(3 bytes\): no row names it",
    ),
    "unlink overdue": (sql("INSERT INTO unlink_log (path, not_before) VALUES ('x', 0)"), r"I3 unlink of x: due"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_sees(stored: tuple[Path, Promises], name: str) -> None:
    folder, promises = stored
    assert violations(folder, None, promises) == []
    damage, expected = DAMAGE[name]
    db = sqlite3.connect(folder / "roadstead.db", isolation_level=None)
    damage(folder, db)
    db.close()
    found = violations(folder, None, promises)
    assert any(re.match(expected, line) for line in found), found
    command = [sys.executable, "-m", "tests.faults.checker", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == (0 if all(line.startswith("I2") for line in found) else 1)
    assert done.stdout
