"""Damaged blobs, as they are answered."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.scrub.model import Damaged, Hit


class DamagedArtifact(msgspec.Struct, omit_defaults=True):
    """An artifact that cannot be pulled any more."""

    repository_name: str
    digest: str
    tags: tuple[str, ...] = ()


class DamagedBlob(msgspec.Struct):
    """A blob whose bytes are not what they were. `damage`: missing, size, digest or unreadable."""

    digest: str
    size: int
    damage: str
    found_time: str
    artifacts: list[DamagedArtifact]


def damaged_blob(one: Damaged) -> DamagedBlob:
    """From the scrub."""
    return DamagedBlob(one.digest, one.size, one.damage, iso(one.found_at), [_artifact(hit) for hit in one.hits])


def _artifact(hit: Hit) -> DamagedArtifact:
    return DamagedArtifact(hit.repository, hit.digest, hit.tags)
