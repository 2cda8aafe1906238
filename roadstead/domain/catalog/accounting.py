"""What projects hold, told to their quotas in the transaction that changes it.

A project holds what is a manifest of its repositories, what one of them names, what is on lease there, and what lies
in its trash if the settings say that it counts. Deleting a manifest releases what no other names at once, even when a
lease is still there, so that people see room.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping

from roadstead.db.tx import Row, Tx
from roadstead.domain.catalog import accounting_store
from roadstead.domain.catalog.model import Place
from roadstead.domain.quotas import service as quotas


def count(tx: Tx, place: Place, contents: Mapping[str, int]) -> None:
    """The repository's project holds these (digest → size) from now on. Last in its transaction.

    Raises Refusal DENIED when they do not fit its quota.
    """
    quotas.count(tx, place.project_id, place.name.partition("/")[0], place.hard, contents)


def digests_of(tx: Tx, manifest_ids: Collection[int]) -> set[str]:
    """What is to be released when these manifests go: ask before they do."""
    return accounting_store.digests_of(tx, list(manifest_ids))


def release(tx: Tx, project_id: int, digests: Collection[str], *, leases: bool = False) -> None:
    """The project no longer holds those of these that nothing in it names; with `leases`, and that are not on lease.

    After the manifests and leases went, last in its transaction.
    """
    asked = sorted(digests)
    quotas.hold(tx, project_id, asked)
    named = accounting_store.named(tx, project_id, asked, leases=leases)
    quotas.release(tx, project_id, [digest for digest in asked if digest not in named])


def by_project(leases: Iterable[Row]) -> list[tuple[int, list[Row]]]:
    """(project id, its leases) of rows that are in that order."""
    return [(project_id, list(some)) for project_id, some in itertools.groupby(leases, key=lambda row: int(row[0]))]


def end_leases(tx: Tx, project_id: int, leases: Iterable[Row], now: int) -> int:
    """End those of a project's leases that have expired, and release what they held; how many ended."""
    ended = [accounting_store.end_expired(tx, repository_id, blob_id, now) for _, repository_id, blob_id in leases]
    digests = {digest for digest in ended if digest is not None}
    release(tx, project_id, digests, leases=True)
    return len(ended) - ended.count(None)
