"""A database that has grown: enough rows of each kind that a planner takes an index where there is a use for it."""

from __future__ import annotations

from roadstead.db.tx import Tx
from tests.support.content import absent

PROJECTS, REPOSITORIES, EACH = 500, 1_000, 20
LARGE = 20_000
"""So many tags, manifests and referrers are in repository 1 alone."""
UNTAGGED = 11
"""The manifest that no tag and no index keeps."""
SUBJECT = absent("subject")


def digest(number: int) -> str:
    """The digest of the manifest or blob with this id."""
    return f"sha256:{number:064x}"


def grow(tx: Tx) -> None:
    """Fill every table of an empty database. Ids count from 1."""
    projects = [(f"project{number}", 0) for number in range(1, PROJECTS + 1)]
    tx.many("INSERT INTO project (name, created_at) VALUES (?, ?)", projects)
    quotas = [(number,) for number in range(1, PROJECTS + 1)]
    tx.many("INSERT INTO quota (project_id, created_at, updated_at) VALUES (?, 0, 0)", quotas)
    repositories = [(n % PROJECTS + 1, f"project{n % PROJECTS + 1}/app{n}", 0) for n in range(1, REPOSITORIES + 1)]
    tx.many("INSERT INTO repository (project_id, name, created_at, updated_at) VALUES (?, ?, ?, 1)", repositories)
    homes = [1] * LARGE + [n % REPOSITORIES + 1 for n in range(REPOSITORIES * EACH)]
    numbers = list(enumerate(homes, 1))
    blobs = [(digest(n), 10, f"{n:032x}", 0) for n, _ in numbers]
    tx.many("INSERT INTO blob (digest, size, incarnation, created_at) VALUES (?, ?, ?, ?)", blobs)
    tx.many(
        "INSERT INTO manifest (project_id, repository_id, digest, media_type, size, artifact_type, subject_digest,"
        " pushed_at) VALUES (?, ?, ?, 'application/vnd.oci.image.manifest.v1+json', 10, ?, ?, 0)",
        [(home % PROJECTS + 1, home, digest(n), f"kind/{n % 3}", SUBJECT if n % 2 else None) for n, home in numbers],
    )
    tx.many("INSERT INTO manifest_body (manifest_id, body) VALUES (?, ?)", [(n, b"{}") for n, _ in numbers])
    # Blob 1 is part of every manifest, as an empty configuration is.
    edges = [(n, blob, home) for n, home in numbers for blob in {1, n}]
    tx.many("INSERT INTO manifest_blob (manifest_id, blob_id, repository_id) VALUES (?, ?, ?)", edges)
    pairs = [(n, n + 1) for n, home in numbers if n % 4 == 0 and n < len(homes)]
    tx.many("INSERT INTO manifest_child (parent_id, child_id) VALUES (?, ?)", pairs)
    gaps = [(n, home, absent(n)) for n, home in numbers if n % 4 == 0]
    tx.many("INSERT INTO manifest_gap (manifest_id, repository_id, digest) VALUES (?, ?, ?)", gaps)
    leases = [(home, n, n) for n, home in numbers if n % 2]
    tx.many("INSERT INTO blob_lease (repository_id, blob_id, expires_at) VALUES (?, ?, ?)", leases)
    tags = [(home, f"v{n}", n) for n, home in numbers if n != UNTAGGED]
    tx.many("INSERT INTO tag (repository_id, name, manifest_id, pushed_at) VALUES (?, ?, ?, 0)", tags)
    history = [(home, f"v{n}", digest(n)) for n, home in numbers]
    tx.many("INSERT INTO tag_history (repository_id, name, digest, actor, at) VALUES (?, ?, ?, 'admin', 0)", history)
    uploads = [(f"{n:032x}", home, n % 100, n) for n, home in numbers[:10_000]]
    tx.many("INSERT INTO upload (id, repository_id, actor, started_at) VALUES (?, ?, ?, ?)", uploads)
    tx.many("INSERT INTO unlink_log (path, not_before) VALUES (?, ?)", [(f"path{n}", n) for n, _ in numbers])
    tx.many("INSERT INTO outbox (at, kind, payload) VALUES (?, 'ManifestPushed', '{}')", [(n,) for n, _ in numbers])
