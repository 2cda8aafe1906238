"""Labels on artifacts, as those who show and label artifacts ask for them; how their lists read the database."""

from __future__ import annotations

import pytest

from roadstead.api.query import read_listing
from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.labels import service
from roadstead.domain.labels.model import Text
from roadstead.domain.labels.service import Labels
from tests.support.statements import Noting
from tests.unit.refusals import refused

TEAM, OTHER = 1, 2


@pytest.fixture
def labels(database: Database) -> Labels:
    """Projects 1 and 2; manifests 1 and 2 in the first."""

    def prepare(tx: Tx) -> None:
        for name in ("team", "other"):
            tx.run("INSERT INTO project (name, created_at) VALUES (?, 0)", name)
        tx.run("INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (1, 'team/app', 0, 1)")
        for digest in ("a", "b"):
            tx.run(
                "INSERT INTO manifest (repository_id, project_id, digest, media_type, size, pushed_at)"
                " VALUES (1, 1, ?, 'x', 1, 0)",
                digest,
            )

    database.write(prepare)
    return Labels(database)


def test_labels_of_many_artifacts_take_one_statement(labels: Labels, database: Database) -> None:
    made = {name: labels.create(Text(name), TEAM, CONSOLE) for name in ("b", "a", "c")}
    made["all"] = labels.create(Text("all"), None, CONSOLE)
    for manifest_id, name in ((1, "b"), (1, "a"), (1, "all"), (2, "c")):
        attached = database.write(service.attach, manifest_id, TEAM, made[name])
        assert (attached.id, attached.text.name) == (made[name], name)
    watched = Noting(database)
    found = watched.read(service.of_manifests, [1, 2, 3])
    assert {key: [one.text.name for one in some] for key, some in found.items()} == {1: ["a", "all", "b"], 2: ["c"]}
    assert len(watched.notes) == 1
    assert not watched.scans()
    assert watched.read(service.of_manifests, []) == {}
    assert len(watched.notes) == 1


def test_a_label_is_put_on_once_and_taken_off_once(labels: Labels, database: Database) -> None:
    label_id = labels.create(Text("x"), TEAM, CONSOLE)
    database.write(service.attach, 1, TEAM, label_id)
    with refused("CONFLICT"):
        database.write(service.attach, 1, TEAM, label_id)
    assert database.write(service.detach, 1, TEAM, label_id).id == label_id
    with refused("NOT_FOUND"):
        database.write(service.detach, 1, TEAM, label_id)
    assert database.read(service.of_manifests, [1]) == {}


def test_another_projects_label_is_as_one_that_is_not_there(labels: Labels, database: Database) -> None:
    foreign = labels.create(Text("x"), OTHER, CONSOLE)
    for label_id in (foreign, 999):
        for deed in (service.attach, service.detach):
            with refused("NOT_FOUND", f"label {label_id} does not exist"):
                database.write(deed, 1, TEAM, label_id)
    with refused("NOT_FOUND"):
        database.write(service.attach, 999, OTHER, foreign)


def test_a_project_that_went_meanwhile_gets_no_label(labels: Labels) -> None:
    with refused("NOT_FOUND"):
        labels.create(Text("x"), 999, CONSOLE)


ASKED: list[tuple[str, str]] = [("", ""), ("", "-creation_time"), ("name=~x,color={#000000 #ffffff}", "name")]


@pytest.mark.parametrize(("q", "sort"), ASKED)
@pytest.mark.parametrize("project_id", [None, TEAM])
def test_lists_read_one_scope_by_index(
    labels: Labels, database: Database, q: str, sort: str, project_id: int | None
) -> None:
    labels.create(Text("x"), project_id, CONSOLE)
    watched = Noting(database)
    Labels(watched).page(read_listing(q, sort, 1, 10), project_id, "X")
    assert len(watched.notes) == 2
    assert not watched.scans()
