"""A page of referrers has an end in bytes too: their annotations are whatever somebody pushed."""

from __future__ import annotations

import pytest

from roadstead.domain.catalog.store import REFERRERS_BYTES
from roadstead.oci.referrers import referrers_index
from tests.support.content import EMPTY, absent, artifact
from tests.unit.catalog.world import REPOSITORY, World

SUBJECT = absent("subject")
POINTER = {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": SUBJECT, "size": 10}


@pytest.mark.parametrize("letter", ["x", "ü"])
def test_pages_of_much_are_short(world: World, letter: str) -> None:
    world.push_blob(EMPTY)
    note = letter * (1_200_000 // len(letter.encode()))
    pushed = sorted(
        world.push(artifact("note/v1", POINTER, annotations={f"n{number}": note if number % 4 else ""}))
        for number in range(16)
    )
    found: list[str] = []
    more = True
    pages = 0
    while more:
        page, more = world.catalog.referrers(REPOSITORY, SUBJECT, None, found[-1] if found else "", 1000)
        assert page
        assert len(referrers_index(page)) <= REFERRERS_BYTES + 10_000
        found += [referrer.digest for referrer in page]
        pages += 1
    assert found == pushed
    assert pages < len(pushed)
