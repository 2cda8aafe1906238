"""Referrers: what points at a digest, whether or not that is there, filtered and page by page."""

from __future__ import annotations

import itertools

import pytest

from roadstead.oci.referrers import Referrer
from tests.support.content import CONFIG, EMPTY, absent, artifact, image, index
from tests.unit.catalog.world import EVE, REPOSITORY, World

SUBJECT = absent("subject")
POINTER = {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": SUBJECT, "size": 10}


@pytest.fixture
def pointing(world: World) -> dict[str, list[str]]:
    """Kind → digests of what points at the subject, sorted."""
    world.push_blob(EMPTY)
    found: dict[str, list[str]] = {"signature/v1": [], "sbom/v1": []}
    for number in range(12):
        kind = "signature/v1" if number % 3 else "sbom/v1"
        found[kind].append(world.push(artifact(kind, POINTER, annotations={"number": str(number)})))
    world.push(artifact("signature/v1", {**POINTER, "digest": absent("other")}))
    world.push(artifact("signature/v1"))
    return {kind: sorted(digests) for kind, digests in found.items()}


def digests(found: tuple[list[Referrer], bool]) -> list[str]:
    """Of a page."""
    return [referrer.digest for referrer in found[0]]


def test_nothing_points_at_what_nobody_knows(world: World) -> None:
    assert world.catalog.referrers("library/absent", SUBJECT, None, "", 10) == ([], False)
    world.push_image()
    assert world.catalog.referrers(REPOSITORY, SUBJECT, None, "", 10) == ([], False)


def test_they_are_listed_by_digest(world: World, pointing: dict[str, list[str]]) -> None:
    every = sorted(itertools.chain(*pointing.values()))
    assert digests(world.catalog.referrers(REPOSITORY, SUBJECT, None, "", 100)) == every
    for kind, those in pointing.items():
        assert digests(world.catalog.referrers(REPOSITORY, SUBJECT, kind, "", 100)) == those
    assert world.catalog.referrers(REPOSITORY, SUBJECT, "signature/v2", "", 100) == ([], False)
    assert world.catalog.referrers("library/other", SUBJECT, None, "", 100) == ([], False)


@pytest.mark.parametrize("limit", [1, 5, 8, 12])
@pytest.mark.parametrize("kind", [None, "signature/v1"])
def test_pages_make_the_whole(world: World, pointing: dict[str, list[str]], kind: str | None, limit: int) -> None:
    every = sorted(itertools.chain(*pointing.values())) if kind is None else pointing[kind]
    found: list[str] = []
    more = True
    while more:
        page, more = world.catalog.referrers(REPOSITORY, SUBJECT, kind, found[-1] if found else "", limit)
        assert len(page) == limit or not more
        found += digests((page, more))
    assert found == every


def test_they_say_what_they_are(world: World) -> None:
    for blob in (EMPTY, CONFIG):
        world.push_blob(blob)
    notes = {"org.example.é": "ü", "empty": ""}
    bodies = {
        "signature/v1": artifact("signature/v1", POINTER, annotations=notes),
        "application/vnd.oci.image.config.v1+json": image(subject=POINTER, annotations=notes),
        None: index(subject=POINTER, annotations=notes),
    }
    for kind, body in bodies.items():
        digest = world.push(body)
        (found,) = [r for r in world.catalog.referrers(REPOSITORY, SUBJECT, None, "", 10)[0] if r.digest == digest]
        assert (found.artifact_type, found.size, found.annotations) == (kind, len(body), notes)


def test_what_is_deleted_points_no_more(world: World, pointing: dict[str, list[str]]) -> None:
    gone, *rest = pointing["sbom/v1"]
    world.catalog.delete(REPOSITORY, gone, EVE)
    assert digests(world.catalog.referrers(REPOSITORY, SUBJECT, "sbom/v1", "", 100)) == rest
