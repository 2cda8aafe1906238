"""Answers kept ready: manifests and small blobs, whole, checked at every use.

An entry is the content of a path, not the answer to a request: whether the caller may have it is asked of
the grant each time. It counts as long as the generation of its repository has not moved, and no
longer than the generations say.
"""

from __future__ import annotations

import time

from roadstead.db.generations import Generations
from roadstead.domain.catalog.model import StoredBlob, StoredManifest
from roadstead.domain.catalog.pulls import Pull
from roadstead.kit.cache import Cache
from roadstead.registry.http import API_VERSION
from roadstead.server.http import Headers

SMALL_BLOB = 64 << 10
# What an entry takes beside its path, head and body: the objects themselves and their places in the mappings.
OVERHEAD = 600


class Entry:
    """Content with its headers, as they go on the wire (fields, blank line); `pull` is noted when it is given out."""

    __slots__ = (
        "body",
        "digest",
        "fresh_until",
        "generation",
        "head",
        "project_id",
        "pull",
        "repository",
        "slot",
    )

    def __init__(
        self,
        repository: str,
        project_id: int,
        digest: str,
        headers: Headers,
        body: bytes,
        pull: Pull | None = None,
    ) -> None:
        self.repository = repository
        self.project_id = project_id
        self.digest = digest
        self.body = body
        self.pull = pull
        fields = [*headers, (b"content-length", b"%d" % len(body))]
        self.head = b"".join(b"%s: %s\r\n" % field for field in fields) + b"\r\n"
        self.slot = 0
        self.generation = 0
        self.fresh_until = 0.0

    @property
    def headers(self) -> Headers:
        """The fields of the content; its length, which every answer brings itself, is not among them."""
        lines = self.head[:-4].split(b"\r\n")[:-1]
        return [(name, value) for name, _, value in (line.partition(b": ") for line in lines)]


class Shelf:
    """Entries by raw path. Written and read by the event loop alone."""

    def __init__(self, generations: Generations, *, most: int = 20_000, most_bytes: int = 24 << 20) -> None:
        self.generations = generations
        self.values = generations.values
        self.cache: Cache[bytes, Entry] = Cache(most=most, most_bytes=most_bytes)
        self.entries = self.cache.entries

    def find(self, path: bytes) -> Entry | None:
        """The entry, if it still counts."""
        entry = self.entries.get(path)
        if entry is None or entry.generation != self.values[entry.slot] or entry.fresh_until < time.monotonic():
            return None
        return entry

    def mark(self, repository: str) -> tuple[int, int, float]:
        """What to take before reading the database: (slot, generation, fresh until)."""
        slot = self.generations.slot(f"repository:{repository}")
        return slot, self.values[slot], time.monotonic() + self.generations.fresh_seconds

    def put(self, path: bytes, entry: Entry, mark: tuple[int, int, float]) -> None:
        """Keep what was read after `mark` was taken."""
        entry.slot, entry.generation, entry.fresh_until = mark
        self.cache.put(path, entry, len(path) + len(entry.head) + len(entry.body) + OVERHEAD)


def manifest_entry(repository: str, manifest: StoredManifest, reference: str) -> Entry:
    """A manifest as it is answered."""
    digest = manifest.digest.encode()
    headers: Headers = [
        (b"content-type", manifest.media_type.encode()),
        (b"docker-content-digest", digest),
        API_VERSION,
        (b"etag", b'"%s"' % digest),
    ]
    pull = Pull(repository, manifest.project_id, manifest.digest, reference)
    return Entry(repository, manifest.project_id, manifest.digest, headers, manifest.body, pull)


def blob_headers(blob: StoredBlob) -> Headers:
    """The headers of a blob, whole or in part."""
    digest = blob.digest.encode()
    return [
        (b"content-type", b"application/octet-stream"),
        (b"docker-content-digest", digest),
        API_VERSION,
        (b"etag", b'"%s"' % digest),
        (b"accept-ranges", b"bytes"),
        (b"cache-control", b"private, max-age=31536000"),
    ]


def blob_entry(repository: str, blob: StoredBlob, body: bytes) -> Entry:
    """A small blob as it is answered."""
    return Entry(repository, blob.project_id, blob.digest, blob_headers(blob), body)
