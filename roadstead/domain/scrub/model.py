"""What a scrub is asked for and what it finds; without I/O."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from roadstead.domain.chores.model import Chore
from roadstead.errors import Refusal

SCRUB_KIND = "BLOB_SCRUB"
FASTEST = 1 << 40


class Hit(msgspec.Struct, frozen=True):
    """An artifact that needs a damaged blob, with some of the tags that lead to it, by way of an index too."""

    repository: str
    digest: str
    tags: tuple[str, ...]


class Damaged(msgspec.Struct, frozen=True):
    """A blob whose file is damaged; `found_at` in milliseconds since the epoch, `hits` some of what it hits."""

    digest: str
    size: int
    damage: str
    found_at: int
    hits: list[Hit]


class Place(msgspec.Struct, frozen=True):
    """How far a round has come: behind blob `after`, of those up to `until`; `until` 0 before it begins."""

    after: int
    until: int
    began_at: int


def check_scrub(parameters: Mapping[str, object]) -> dict[str, object]:
    """`bytes_per_second`, if it is not to be as the settings say. Raises Refusal BAD_REQUEST."""
    pace = parameters.get("bytes_per_second")
    if pace is None:
        return {}
    if not isinstance(pace, int) or isinstance(pace, bool) or not 1 <= pace <= FASTEST:
        text = f"parameters.bytes_per_second: a whole number between 1 and {FASTEST} is expected"
        raise Refusal("BAD_REQUEST", text)
    return {"bytes_per_second": pace}


SCRUB = Chore(SCRUB_KIND, "scrub", "the scrub", check_scrub)
