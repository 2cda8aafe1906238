"""Very many blobs that manifests keep, and some that nothing keeps: as rows here, as files in the peer's layout."""

from __future__ import annotations

import hashlib
import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path

from bench.bulk import opened
from bench.pushed import MANIFEST, TABLES
from roadstead.blobs.paths import blob_key

BLOBS_OF_ONE = 100
"""Of a manifest."""
REPOSITORY = "bench0/stored"
TINY = b"tiny\n"
_CONFIG = "application/vnd.oci.image.config.v1+json"
_LAYER = "application/vnd.oci.image.layer.v1.tar"
_rounds = itertools.count()


def digests(kind: str, count: int) -> Iterator[str]:
    """`sha256:…` of names that are like no others."""
    for number in range(count):
        yield "sha256:" + hashlib.sha256(f"{kind} {number}".encode()).hexdigest()


def manifest(layers: list[str]) -> bytes:
    """The bytes of one that keeps these."""
    listed = [{"mediaType": _LAYER, "digest": one, "size": len(TINY)} for one in layers]
    config = {"mediaType": _CONFIG, "digest": layers[0], "size": len(TINY)}
    document = {"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": listed}
    return json.dumps(document, separators=(",", ":")).encode()


def keep(data: Path, count: int) -> None:
    """Rows of so many blobs that are kept, in the database of a stopped Roadstead."""
    now = int(time.time() * 1000)
    with opened(f"sqlite:///{data / 'roadstead.db'}", list(TABLES)) as bulk:
        (project,) = bulk.one("SELECT id FROM project WHERE name = 'bench0'")
        first = {table: _last(bulk.one(f"SELECT max(id) FROM {table}")) for table in ("blob", "manifest", "repository")}
        repository = first["repository"] + 1
        bulk.insert("repository", TABLES["repository"], [(repository, project, REPOSITORY, now, now)])
        names = list(digests("kept", count))
        bulk.insert(
            "blob",
            TABLES["blob"],
            ((first["blob"] + n, one, len(TINY), one[-32:], now) for n, one in enumerate(names, 1)),
        )
        lots = [names[start : start + BLOBS_OF_ONE] for start in range(0, count, BLOBS_OF_ONE)]
        bulk.insert(
            "manifest",
            TABLES["manifest"],
            (
                (
                    first["manifest"] + n,
                    project,
                    repository,
                    _digest(lot),
                    MANIFEST,
                    100,
                    None,
                    now,
                    "IMAGE",
                    _CONFIG,
                    0,
                )
                for n, lot in enumerate(lots, 1)
            ),
        )
        bulk.insert(
            "manifest_blob",
            TABLES["manifest_blob"],
            (
                (first["manifest"] + 1 + n // BLOBS_OF_ONE, first["blob"] + 1 + n, repository, project)
                for n in range(count)
            ),
        )


def throw_away(data: Path, count: int) -> None:
    """So many more blobs that something has let go of, each with a tiny file."""
    now = int(time.time() * 1000)
    names = list(digests(f"garbage {next(_rounds)}", count))
    for one in names:
        (data / blob_key(one, one[-32:])).write_bytes(TINY)
    with opened(f"sqlite:///{data / 'roadstead.db'}", []) as bulk:
        first = _last(bulk.one("SELECT max(id) FROM blob")) + 1
        rows = ((first + n, one, len(TINY), one[-32:], now) for n, one in enumerate(names))
        bulk.insert("blob", TABLES["blob"], rows)
        bulk.insert("loose_blob", "blob_id, since", ((first + n, now) for n in range(count)))


def lay_out(root: Path, kept: int, garbage: int) -> None:
    """The same in the peer's layout of files."""
    base = root / "docker" / "registry" / "v2"
    repository = base / "repositories" / REPOSITORY
    names = list(digests("kept", kept))
    for one in itertools.chain(names, digests("garbage", garbage)):
        _blob(base, one, TINY)
    for start in range(0, kept, BLOBS_OF_ONE):
        lot = names[start : start + BLOBS_OF_ONE]
        body = manifest(lot)
        digest = "sha256:" + hashlib.sha256(body).hexdigest()
        _blob(base, digest, body)
        _link(repository / "_manifests" / "revisions" / "sha256" / digest[7:], digest)
        tag = repository / "_manifests" / "tags" / f"t{start}"
        _link(tag / "current", digest)
        _link(tag / "index" / "sha256" / digest[7:], digest)
        for one in lot:
            _link(repository / "_layers" / "sha256" / one[7:], one)


def _blob(base: Path, digest: str, content: bytes) -> None:
    folder = base / "blobs" / "sha256" / digest[7:9] / digest[7:]
    folder.mkdir(parents=True)
    (folder / "data").write_bytes(content)


def _link(folder: Path, digest: str) -> None:
    folder.mkdir(parents=True)
    (folder / "link").write_text(digest)


def _digest(layers: list[str]) -> str:
    return "sha256:" + hashlib.sha256(manifest(layers)).hexdigest()


def _last(row: tuple[object, ...]) -> int:
    return int(str(row[0] or 0))
