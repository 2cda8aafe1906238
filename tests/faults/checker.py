"""Whether the invariants hold, judged from rows and files alone: `python -m tests.faults.checker DATA [URL]`.

I1 a manifest that is there has all its rows, and they have their files, whose bytes have their digest
I2 nothing that was acknowledged is lost
I3 once work has drained there are no orphans
I5 a project uses what it holds: each distinct content once, as long as something in it names that
I6 nothing partial is visible: what one push writes is there together or not at all
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.facts import Facts, Rows, read_facts

FOREIGN = ("foreign", "nondistributable")


@dataclass
class Promises:
    """What a server acknowledged with 2xx. `tags` gives the digests of which a tag names one."""

    blobs: set[tuple[str, str]] = field(default_factory=set)
    manifests: set[tuple[str, str]] = field(default_factory=set)
    tags: dict[tuple[str, str], set[str]] = field(default_factory=dict)


def violations(
    folder: Path, database_url: str | None = None, promises: Promises | None = None, *, drained: bool = True
) -> list[str]:
    """Every violation, with names; none when all is well. I3 is judged only when work has `drained`."""
    facts = read_facts(folder, database_url)
    found = [*whole_blobs(facts), *whole_manifests(facts), *whole_pushes(facts), *exact_quotas(facts)]
    found += kept_promises(facts, promises or Promises())
    return [*found, *orphans(facts)] if drained else found


def path_of(digest: str, incarnation: str) -> str:
    """Where a blob's file lies, below the data folder."""
    algorithm, _, digits = digest.partition(":")
    return f"blobs/{algorithm}/{digits[:2]}/{digits}.{incarnation}"


def digest_of_file(path: Path, algorithm: str) -> str:
    """`algorithm:hex` of a file's bytes."""
    with path.open("rb") as file:
        return f"{algorithm}:{hashlib.file_digest(file, algorithm).hexdigest()}"


def whole_blobs(facts: Facts) -> Iterator[str]:
    """I1: a blob's row has its file, and the file its size and digest."""
    for _, digest, size, incarnation in facts.blobs:
        path = path_of(digest, incarnation)
        there = facts.files.get(path)
        if there is None:
            yield f"I1 blob {digest}: no file {path}"
        elif there != size:
            yield f"I1 blob {digest}: {path} has {there} bytes, the row says {size}"
        elif digest_of_file(facts.folder / path, digest.partition(":")[0]) != digest:
            yield f"I1 blob {digest}: {path} has other bytes"


def named_by(document: dict[str, Any]) -> tuple[set[str], set[str], set[str]]:
    """Digests that a manifest needs as (blobs, manifests), and those of foreign layers, which it may have."""
    listed = [document.get("config"), *document.get("layers", []), *document.get("blobs", [])]
    blobs: set[str] = set()
    foreign: set[str] = set()
    for one in filter(None, listed):
        (foreign if any(word in one["mediaType"] for word in FOREIGN) else blobs).add(one["digest"])
    return blobs, {one["digest"] for one in document.get("manifests", [])}, foreign


def whole_manifests(facts: Facts) -> Iterator[str]:
    """I1: a manifest's row, in the trash too, has its bytes, and an edge (or a gap) for all that the bytes name."""
    held: dict[int, set[str | None]] = defaultdict(set)
    for manifest, digest, same_repository in facts.edges:
        held[manifest].add(digest)
        if not same_repository:
            yield f"I1 edge of manifest row {manifest} to {digest}: of another repository"
    for manifest, digest in facts.children + facts.gaps:
        held[manifest].add(digest)
    yield from _whole("manifest", facts.manifests, held)
    kept: dict[int, set[str | None]] = defaultdict(set)
    for manifest, digest in facts.kept:
        kept[manifest].add(digest)
    yield from _whole("manifest in the trash", facts.trashed, kept)


def _whole(what: str, rows: Rows, held: dict[int, set[str | None]]) -> Iterator[str]:
    for number, repository, digest, size, stored in rows:
        name = f"I1 {what} {repository}@{digest}"
        if stored is None:
            yield f"{name}: no bytes"
            continue
        body = bytes(stored)
        if len(body) != size:
            yield f"{name}: {len(body)} bytes, the row says {size}"
        if hashlib.new(digest.partition(":")[0], body).hexdigest() != digest.partition(":")[2]:
            yield f"{name}: other bytes"
            continue
        blobs, manifests, foreign = named_by(json.loads(body))
        for missing in sorted((blobs | manifests) - held[number]):
            yield f"{name}: no edge to {missing}"
        for odd in held[number] - blobs - manifests - foreign:
            yield f"{name}: an edge to {odd}, which it does not name"


def whole_pushes(facts: Facts) -> Iterator[str]:
    """I6: a manifest has its event, a tag its manifest and its last line of history, an ended tag too."""
    pushed = set()
    for kind, payload in facts.events:
        if kind == "ManifestPushed":
            event = json.loads(payload)
            pushed.add((event["repository"], event["digest"]))
    for _, repository, digest, _, _ in facts.manifests:
        if (repository, digest) not in pushed:
            yield f"I6 manifest {repository}@{digest}: no event"
    last = {(repository, tag): digest for repository, tag, digest in facts.history}
    for repository, tag, digest, same_repository in facts.tags:
        if digest is None or not same_repository:
            yield f"I6 tag {repository}:{tag}: names a manifest that is not there"
        elif last.pop((repository, tag), None) != digest:
            yield f"I6 tag {repository}:{tag}: names {digest}, its history ends with something else"
    for (repository, tag), digest in last.items():
        if digest is not None:
            yield f"I6 tag {repository}:{tag}: is not there, its history ends with {digest}"


def kept_promises(facts: Facts, promises: Promises) -> Iterator[str]:
    """I2: what was acknowledged is there, and its repository gives it out."""
    now = time.time() * 1000
    repositories = {number: repository for number, repository, *_ in facts.manifests}
    readable = {(repositories.get(manifest), digest) for manifest, digest, _ in facts.edges}
    readable |= {(repository, digest) for repository, digest, expires_at in facts.leases if expires_at > now}
    for repository, digest in sorted(promises.blobs - readable):
        yield f"I2 blob {repository}@{digest}: lost"
    there = {(repository, digest) for _, repository, digest, _, _ in facts.manifests}
    for repository, digest in sorted(promises.manifests - there):
        yield f"I2 manifest {repository}@{digest}: lost"
    named = {(repository, tag): digest for repository, tag, digest, _ in facts.tags}
    for (repository, tag), allowed in promises.tags.items():
        if named.get((repository, tag)) not in allowed:
            yield f"I2 tag {repository}:{tag}: names {named.get((repository, tag))}, not {' or '.join(allowed)}"


def exact_quotas(facts: Facts) -> Iterator[str]:
    """I5: usage is the sum of what is counted; that is all that is named, and besides at most what is on lease."""
    counted = {(project, digest): size for project, digest, size in facts.content}
    named = {(project, digest): size for project, digest, size in facts.named}
    leased = {(project, digest): size for project, digest, size in facts.leased}
    sums: dict[int, int] = defaultdict(int)
    for (project, digest), size in counted.items():
        sums[project] += size
        if (project, digest) not in named | leased:
            yield f"I5 project {project} counts {digest}, which nothing in it names"
        elif size != (true := (named | leased)[project, digest]):
            yield f"I5 project {project} counts {size} bytes for {digest}, which has {true}"
    for project, digest in sorted(named.keys() - counted.keys()):
        yield f"I5 project {project} does not count {digest}, which it holds"
    used = {project: int(bytes_used) for project, bytes_used in facts.usage}
    for project in sorted(sums.keys() | used.keys()):
        if used.get(project, 0) != sums[project]:
            yield f"I5 project {project} uses {used.get(project, 0)} bytes, what it holds has {sums[project]}"


def orphans(facts: Facts) -> Iterator[str]:
    """I3: no file without a row, no upload that has ended, no unlink that is overdue."""
    now = time.time() * 1000
    known = {path_of(digest, incarnation) for _, digest, _, incarnation in facts.blobs}
    known |= {f"uploads/{upload_id}" for (upload_id,) in facts.uploads}
    for path, not_before in facts.unlinks:
        if not_before > now:
            known.add(path)
        else:
            yield f"I3 unlink of {path}: due, not done"
    for path in sorted(facts.files.keys() - known):
        yield f"I3 file {path} ({facts.files[path]} bytes): no row names it"


if __name__ == "__main__":
    lines = violations(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
    print("\n".join(lines) or "I1, I3, I5 and I6 hold (I2 needs to know what was acknowledged)")
    sys.exit(bool(lines))
