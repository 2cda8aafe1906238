"""What both instances hold: the same kinds of things, very many of them in one and a page of each in the other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.bulk import Bulk, Row, opened
from bench.pushed import PER_REPOSITORY, TABLES, Artifact, Blob, Pushed, digest_of

BIG = "big"
"""The project that has half of the repositories, and at least a page of them; the requests ask about this one."""
READER = "reader"
"""Who is no administrator: a developer in `BIG`, a guest in every tenth project."""
BATCH = 100  # repositories written together
ASKED = 500  # artifacts that the requests ask about
LABELS = 20
ACTORS = 97
OPERATIONS = ("create", "delete", "pull", "update")
ACCESSORY = "application/vnd.oci.image.manifest.v1+json"


@dataclass(frozen=True)
class Scale:
    """How much of everything."""

    artifacts: int
    projects: int
    people: int

    @property
    def repositories(self) -> int:
        """100 artifacts in each."""
        return self.artifacts // PER_REPOSITORY


SMALL = Scale(1_000, 20, 20)
LARGE = Scale(1_000_000, 220, 2_000)


class Content(msgspec.Struct):
    """What a seeded instance holds."""

    big: int
    """The id of `BIG`."""
    projects: list[str]
    asked: list[Artifact]
    """Spread over the repositories of `BIG`."""


def seed(url: str, folder: Path, scale: Scale, reader: int) -> Content:
    """Fill the database of a stopped instance, or say what a filled one holds. `reader`: the account's id."""
    note = folder / f"content-{scale.artifacts}.json"
    if note.exists():
        return msgspec.json.decode(note.read_bytes(), type=Content)
    others = ("account", "project", "member", "quota", "quota_usage", "label", "manifest_label", "audit_log")
    with opened(url, [*TABLES, *others]) as bulk:
        content = _fill(bulk, scale, reader)
        enter(bulk, scale.artifacts)
    note.write_bytes(msgspec.json.encode(content))
    return content


def _fill(bulk: Bulk, scale: Scale, reader: int) -> Content:
    names = [BIG, *(f"team{n:04d}" for n in range(1, scale.projects))]
    projects = _projects(bulk, names)
    _people(bulk, scale, projects, reader)
    labels = [(n, f"label{n:02d}", "", "#48960C", projects[0], 0, 0) for n in range(1, LABELS + 1)]
    bulk.insert("label", "id, name, description, color, project_id, created_at, updated_at", labels)
    config = Blob(1, digest_of(b"{}"), 2)
    bulk.insert("blob", TABLES["blob"], [(*config, "0" * 32, 0)])
    pushed, most = Pushed(bulk, config), max(scale.repositories // 2, min(scale.repositories, 10))
    read = max(most * PER_REPOSITORY // ASKED, 1)
    asked: list[Artifact] = []
    for number in range(scale.repositories):
        project = 0 if number < most else number % (scale.projects - 1) + 1
        added = pushed.add(number, projects[project], f"{names[project]}/app-{number:06d}")
        asked += [one for one in added if one.number % read == read // 2 and project == 0]
        if number % BATCH == BATCH - 1 or number == scale.repositories - 1:
            pushed.write()
    _hang(bulk, projects[0])
    bulk.run(
        "INSERT INTO quota_usage (project_id, slot, used) SELECT p.id, 0, coalesce((SELECT sum(c.size)"
        " FROM project_content c WHERE c.project_id = p.id), 0) FROM project p"
        " WHERE p.id NOT IN (SELECT u.project_id FROM quota_usage u)"
    )
    return Content(projects[0], names, asked[:ASKED])


def _projects(bulk: Bulk, names: list[str]) -> list[int]:
    """Ids; every fifth is public."""
    (last,) = bulk.one("SELECT max(id) FROM project")
    assert isinstance(last, int)
    ids = [last + 1 + n for n in range(len(names))]
    rows: list[Row] = [(key, name, int(key % 5 == 0), 1, key, key) for key, name in zip(ids, names, strict=True)]
    bulk.insert("project", "id, name, public, owner_id, created_at, updated_at", rows)
    bulk.insert("quota", "project_id, hard, created_at, updated_at", [(key, -1, key, key) for key in ids])
    return ids


def _people(bulk: Bulk, scale: Scale, projects: list[int], reader: int) -> None:
    """Accounts that never sign in; a tenth of them, and at least a page, are members of the big project."""
    ids = [reader + 1 + n for n in range(scale.people)]
    rows: list[Row] = [(key, f"person{key:06d}", f"person{key:06d}@example.org", "", key, key) for key in ids]
    bulk.insert("account", "id, username, email, password_hash, created_at, updated_at", rows)
    members: list[Row] = [(projects[0], reader, 2, 0), *((key, reader, 3, 0) for key in projects[10::10])]
    members += [(projects[0], key, 3, 0) for key in ids[: max(scale.people // 10, 20)]]
    bulk.insert("member", "project_id, account_id, role, created_at", members)


def _hang(bulk: Bulk, big: int) -> None:
    """A label on every fifth artifact of the big project, a signature at every twentieth of all."""
    bulk.run(
        "INSERT INTO manifest_label (manifest_id, label_id, created_at)"
        f" SELECT id, 1 + id % {LABELS}, 0 FROM manifest WHERE project_id = {big} AND id % 5 = 0"
    )
    bulk.run(
        "INSERT INTO manifest (id, project_id, repository_id, digest, media_type, size, pushed_at, kind, content_size,"
        " subject_digest, accessory_of, accessory_kind, listed)"
        " SELECT (SELECT max(id) FROM manifest) + id / 20, project_id, repository_id,"
        f" 'sha256:' || substr(digest, 40) || substr(digest, 8, 32), '{ACCESSORY}', 500, pushed_at, 'IMAGE', 700,"
        " digest, digest, 'signature.cosign', 0 FROM manifest WHERE id % 20 = 0"
    )


def enter(bulk: Bulk, count: int) -> None:
    """So many entries of the audit log, of all projects, a second apart until now."""
    first, another = "SELECT CAST(1 AS BIGINT)", f"SELECT n + 1 FROM counted WHERE n < {count}"
    now = int(time.time() * 1000)
    counted = f"WITH RECURSIVE counted (n) AS ({first} UNION ALL {another})"
    kinds = " ".join(f"WHEN {n} THEN '{name}'" for n, name in enumerate(OPERATIONS))
    bulk.run(
        "INSERT INTO audit_log (at, actor, address, operation, resource_type, resource, project_id, description,"
        f" success) {counted} SELECT {now} - ({count} - n) * 1000, 'actor' || (n % {ACTORS}), '10.0.0.1',"
        f" CASE n % {len(OPERATIONS)} {kinds} END, 'artifact', 'big/app-00' || (n % 5000), 1 + n % 20, '', 1"
        " FROM counted"
    )


def each(content: Content) -> Iterator[tuple[str, str, Artifact]]:
    """(project, repository within it, artifact) of those that are asked about."""
    for one in content.asked:
        project, _, name = one.repository.partition("/")
        yield project, name, one
