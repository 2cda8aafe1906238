"""What a journal says, and how it lies in the storage; without I/O.

A record tells how one thing stood at a moment, not what was done to it: to apply it twice is to apply it once. A later
segment overrules an earlier one. A base tells of everything that is there; with it, earlier segments may go.
"""

from __future__ import annotations

import gzip

import msgspec

VERSION = 1


class Project(msgspec.Struct, frozen=True):
    """A project; `storage`: its quota in bytes, -1 for none."""

    name: str
    public: bool
    storage: int
    metadata: dict[str, str]


class Projects(msgspec.Struct, frozen=True, tag=True):
    """All projects that there are."""

    projects: tuple[Project, ...]


class Emptied(msgspec.Struct, frozen=True, tag=True):
    """A repository was deleted, and everything that was in it."""

    repository: str


class Kept(msgspec.Struct, frozen=True, tag=True):
    """A manifest is in a repository. `pushed_at` in milliseconds since the epoch."""

    repository: str
    digest: str
    media_type: str
    pushed_at: int
    body: bytes


class Gone(msgspec.Struct, frozen=True, tag=True):
    """A manifest is not in a repository."""

    repository: str
    digest: str


class Tagged(msgspec.Struct, frozen=True, tag=True):
    """What a tag points at."""

    repository: str
    name: str
    digest: str
    pushed_at: int


class Untagged(msgspec.Struct, frozen=True, tag=True):
    """A tag is not there."""

    repository: str
    name: str


Record = Projects | Emptied | Kept | Gone | Tagged | Untagged


class Segment(msgspec.Struct, frozen=True):
    """Records of one moment, in the order in which they apply. `seen`: the last event they know of.

    `base`, if it is not 0: with this segment a base is whole that began with segment `base`.
    """

    version: int
    sequence: int
    seen: int
    at: int
    base: int
    records: tuple[Record, ...]


class State(msgspec.Struct, frozen=True):
    """How far a database's journal has come; see revision 0007."""

    lineage: str
    sequence: int
    seen: int
    missing: tuple[tuple[int, int], ...]
    base: int
    base_bytes: int
    bytes: int
    walk: int
    walked: int
    projects: str
    stale: tuple[str, ...]
    rebuilding: bool


_decoder = msgspec.json.Decoder(Segment)


def packed(segment: Segment) -> bytes:
    """As it lies in the storage: JSON that `zcat` shows, with a checksum."""
    return gzip.compress(msgspec.json.encode(segment), 6, mtime=0)


def unpacked(data: bytes) -> Segment:
    """Raises ValueError for what is none, or is damaged."""
    try:
        segment = _decoder.decode(gzip.decompress(data))
    except (OSError, EOFError, ValueError) as e:
        raise ValueError(f"not a segment: {e}") from e
    if segment.version != VERSION:
        raise ValueError(f"a segment of version {segment.version}, which this program does not know")
    return segment
