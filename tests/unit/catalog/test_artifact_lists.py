"""What lists of artifacts, tags and repositories ask the database for: few statements, all of them on indexes."""

from __future__ import annotations

import itertools

import pytest

from roadstead.api.query import read_listing
from roadstead.db.database import Database
from roadstead.db.keyset import After
from roadstead.db.listing import Listing
from roadstead.db.tx import Tx
from roadstead.domain.catalog import artifacts_page_store
from roadstead.domain.catalog.artifacts import Artifacts
from roadstead.domain.catalog.artifacts_filter_store import Scope
from roadstead.domain.catalog.artifacts_model import Wanted
from roadstead.domain.catalog.repositories import Repositories
from roadstead.domain.projects.model import Sight, Standing
from tests.support import content
from tests.support.artifact_rows import ARTIFACTS, fill
from tests.support.statements import Noting

EVERYTHING = Wanted(tags=True, labels=True, accessories=True, inherited=True, immutable=True)
ASKED = (
    "",
    "tags=nil",
    "tags=*",
    "tags=~a1",
    "tags=a1",
    "tags={a1 b2}",
    "tags=(a1 b1)",
    "labels=(1)",
    "labels={1 2}",
    "type=IMAGE",
    "media_type=x",
    "artifact_type=x",
    "digest=x",
    "base=*",
    "push_time=[2020-01-01 00:00:00~]",
    "pull_time=[~2020-01-01 00:00:00]",
    "size=[1~100]",
)
"""What `q` may ask for."""


@pytest.fixture
def watched(database: Database) -> Noting:
    """A repository `p/app` of many artifacts with two tags, a label and an accessory each, beside others."""
    database.write(fill)
    return Noting(database)


def scans(watched: Noting) -> list[str]:
    """Tables that are read whole; the rows of a page, once they are found, are no table."""
    found = ("SCAN (subquery", "SCAN page:", "SCAN newest:", "SCAN oldest:", "SCAN held:")
    return [line for line in watched.scans() if not line.startswith(found)]


def standing(watched: Noting) -> Standing:
    """The project, to whoever may see it."""
    return Standing(watched.db.read(lambda tx: tx.value("SELECT id FROM project WHERE name = 'p'")), "p", True)


def test_a_hundred_artifacts_with_all_they_have_take_six_statements(watched: Noting) -> None:
    scope = Scope(standing(watched).project_id, "p/app")
    page = Artifacts(watched).page(scope, read_listing("", "", 1, 100), EVERYTHING)
    assert len(watched.notes) <= 6
    assert (len(page.items), page.total) == (100, ARTIFACTS)
    first = page.items[0]
    assert [tag.name for tag in first.tags] == [f"b{ARTIFACTS - 1}", f"a{ARTIFACTS - 1}"]
    assert [label.text.name for label in first.labels] == ["good"]
    assert [one.subject_digest for one in first.accessories] == [first.digest]
    assert [one.child_id for one in first.references] == [page.items[2].id, page.items[1].id]
    assert all(one.said and one.said.platform and one.said.platform.os == "linux" for one in first.references)
    assert scans(watched) == []


def test_whatever_is_asked_for_is_found_on_indexes(watched: Noting) -> None:
    artifacts, project_id = Artifacts(watched), standing(watched).project_id
    for name, q in itertools.product(("p/app", None), ASKED):
        for sort in ("", "push_time", "-size", "pull_time", "digest", "type"):
            artifacts.page(Scope(project_id, name), read_listing(q, sort, 1, 10), EVERYTHING)
    assert scans(watched) == []


def test_the_newest_of_each_repository_are_found_on_indexes(watched: Noting) -> None:
    scope = Scope(standing(watched).project_id, latest=True)
    page = Artifacts(watched).page(scope, Listing(), EVERYTHING)
    assert [item.repository for item in page.items] == ["p/app", "p/third", "p/other"]
    assert page.total == 3
    assert len(watched.notes) <= 7  # where there are few, it is found out first
    assert scans(watched) == []


@pytest.mark.parametrize("near", [0, 1, 3, 50, 2_000])
def test_the_newest_of_each_are_the_same_however_far_they_lie(
    watched: Noting, monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    """Repositories that were pushed to by turns, and not for long; pages by number and behind a row."""
    project_id = standing(watched).project_id
    names = [f"p/{name}" for name in "abcdefgh"]
    watched.write(push_by_turns, project_id, names)
    monkeypatch.setattr(artifacts_page_store, "NEAR", near)
    monkeypatch.setattr(artifacts_page_store, "FEW", 2)
    artifacts, scope = Artifacts(watched), Scope(project_id, latest=True)

    def pages(size: int, q: str = "") -> tuple[list[str], list[str]]:
        """What pages by number show, and what pages behind rows do."""
        found = [artifacts.page(scope, read_listing(q, "", n, size), Wanted()) for n in range(1, 14)]
        follow = [artifacts.page(scope, read_listing(q, "", 1, size), Wanted())]
        while follow[-1].after:
            follow.append(artifacts.page(scope, read_listing(q, "", 1, size), Wanted(), follow[-1].after))
        assert {page.total for page in found} == {len({item.repository for page in found for item in page.items})}
        return [one.repository for page in found for one in page.items], [
            one.repository for page in follow for one in page.items
        ]

    expected = [*reversed(names), "p/app", "p/third", "p/other"]
    for size in (1, 2, 5, 20):
        assert pages(size) == (expected, expected)
    assert pages(2, "tags=*") == (expected[-3:], expected[-3:])


def push_by_turns(tx: Tx, project_id: int, names: list[str]) -> None:
    """20 artifacts each, of which the last of `names` has the newest."""
    for name in names:
        tx.run("INSERT INTO repository (project_id, name, created_at) VALUES (?, ?, 1)", project_id, name)
    for n in range(20):
        for name in names:
            tx.run(
                "INSERT INTO manifest (project_id, repository_id, digest, media_type, size, pushed_at)"
                " VALUES (?, (SELECT id FROM repository WHERE name = ?), ?, 'x', 1, ?)",
                project_id,
                name,
                content.absent(f"{name} {n}"),
                1_000 + n,
            )


def test_a_page_behind_a_row_is_found_on_an_index_and_counts_nothing(watched: Noting) -> None:
    artifacts, scope = Artifacts(watched), Scope(standing(watched).project_id, "p/app")
    after = After("push_time", True, 50, 1 << 40)
    page = artifacts.page(scope, read_listing("", "", 7, 10), Wanted(), after)
    assert (page.total, [item.pushed_at for item in page.items]) == (None, list(range(50, 40, -1)))
    assert not any("count(*)" in note.sql for note in watched.notes)
    assert scans(watched) == []


def test_one_artifact_takes_six_statements(watched: Noting) -> None:
    wanted = Wanted(tags=True, labels=True, accessories=True, inherited=True)
    one = Artifacts(watched).one(standing(watched), "p/app", "a2", wanted, sizes=False)
    assert (len(one.references), len(one.tags), len(one.accessories)) == (2, 2, 1)
    assert len(watched.notes) <= 6
    Artifacts(watched).one(standing(watched), "p/app", one.digest, wanted, sizes=True)
    assert scans(watched) == []


def test_lists_below_an_artifact_take_three(watched: Noting) -> None:
    artifacts, of = Artifacts(watched), standing(watched)
    for sort in ("", "name", "-push_time", "pull_time"):
        watched.notes.clear()
        tags, total = artifacts.tags(of, "p/app", "a5", read_listing("name=~A", sort, 1, 10), immutable=False)
        assert ([tag.name for tag in tags], total) == (["a5"], 1)
        assert len(watched.notes) <= 3
        assert scans(watched) == []
    watched.notes.clear()
    for sort in ("", "type", "-size", "creation_time"):
        found, total = artifacts.accessories(of, "p/app", "a5", read_listing("type=signature.cosign", sort, 1, 10))
        assert (len(found), total) == (1, 1)
    assert scans(watched) == []


def test_repositories_are_found_on_indexes(watched: Noting) -> None:
    repositories, of = Repositories(watched), standing(watched)
    for sort in ("", "name", "-name", "creation_time", "-update_time", "pull_count"):
        watched.notes.clear()
        for q in ("", "name=p/app", "name=~app", "update_time=[2020-01-01 00:00:00~]"):
            repositories.of_project(of, read_listing(q, sort, 1, 100))
            repositories.seen(Sight(everything=True), read_listing(q, sort, 1, 100))
            repositories.seen(Sight(account_id=7), read_listing(q, sort, 1, 100))
        assert len(watched.notes) == 24
        assert scans(watched) == []
    repositories.one(of, "p/app", sizes=True)
    assert scans(watched) == []
