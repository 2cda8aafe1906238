"""Artifacts as the API tells of them; repositories by their full names."""

from __future__ import annotations

from typing import Any

from tests.support import content
from tests.support.api import Api
from tests.support.client import Client

NEVER = "0001-01-01T00:00:00.000Z"
"""The time of what has not happened."""


def listed(caller: Api, repository: str, **query: Any) -> list[dict[str, Any]]:
    """Artifacts of `project/path…`."""
    name, _, path = repository.partition("/")
    answer = caller.get(f"/projects/{name}/repositories/{path.replace('/', '%252F')}/artifacts", **query)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.json
    return found


def place(repository: str, reference: str) -> str:
    """The path of an artifact."""
    name, _, path = repository.partition("/")
    return f"/projects/{name}/repositories/{path.replace('/', '%252F')}/artifacts/{reference}"


def shown(caller: Api, repository: str, reference: str, **query: Any) -> dict[str, Any]:
    """An artifact."""
    answer = caller.get(place(repository, reference), **query)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json
    return found


def sign(client: Client, repository: str, subject: bytes) -> str:
    """Push a signature of the manifest; the signature's digest."""
    client.push_blob(repository, content.EMPTY)
    named = content.descriptor(subject, content.media_type_of(subject))
    signature = content.artifact("application/vnd.cncf.notary.signature", named)
    return client.push_manifest(repository, content.digest(signature), signature)
