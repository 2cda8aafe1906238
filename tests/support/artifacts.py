"""Artifacts as the API tells of them; repositories by their full names."""

from __future__ import annotations

import json
from typing import Any

from tests.support import content
from tests.support.api import Api
from tests.support.client import Client
from tests.support.images import Image

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


def push_layout(client: Client, repository: str, image: Image, tag: str) -> None:
    """Push what a layout on disk holds, blobs and children first, as clients do."""
    _put(client, repository, image, image.digest, tag)


def _put(client: Client, repository: str, image: Image, digest: str, reference: str) -> None:
    body = _blob(image, digest)
    document = json.loads(body)
    for child in document.get("manifests", []):
        _put(client, repository, image, child["digest"], child["digest"])
    for blob in [*document.get("layers", []), *([document["config"]] if "config" in document else [])]:
        if "urls" not in blob:
            client.push_blob(repository, _blob(image, blob["digest"]))
    client.push_manifest(repository, reference, body)


def _blob(image: Image, digest: str) -> bytes:
    return (image.path / "blobs" / digest.replace(":", "/")).read_bytes()
