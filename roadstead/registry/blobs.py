"""Blobs: pull and delete (OCI distribution 1.1, "Pulling blobs"), with ranges (RFC 9110 §14)."""

from __future__ import annotations

import logging

from roadstead.blobs.driver import Blob, StorageError
from roadstead.domain.catalog.model import StoredBlob
from roadstead.errors import Refusal
from roadstead.oci.digest import parse_digest
from roadstead.oci.ranges import parse_range
from roadstead.registry.conditions import entry_answer, not_modified, same_still
from roadstead.registry.http import API_VERSION, Request
from roadstead.registry.parts import Parts
from roadstead.registry.routes import Route
from roadstead.registry.shelf import SMALL_BLOB, blob_entry, blob_headers
from roadstead.server.http import Answer

log = logging.getLogger("roadstead.registry")


async def get_blob(parts: Parts, request: Request, route: Route) -> Answer:
    """GET and HEAD; a small blob is kept ready, a large one goes out from its file."""
    parse_digest(route.reference)
    path: bytes = request.scope["raw_path"]
    part = request.text(b"range") if request.method == "GET" else None
    entry = parts.shelf.find(path)
    if entry is not None and entry.repository == route.repository and part is None:
        return entry_answer(request, entry)
    mark = parts.shelf.mark(route.repository)
    stored, blob, body = await parts.threads.run(
        _look_up, parts, route.repository, route.reference, request.method == "HEAD", part is None
    )
    if body is not None:
        entry = blob_entry(route.repository, stored, body)
        parts.shelf.put(path, entry, mark)
        return entry_answer(request, entry)
    return _from_file(request, stored, blob, part)


def _look_up(
    parts: Parts, repository: str, digest: str, head: bool, whole: bool
) -> tuple[StoredBlob, Blob | None, bytes | None]:
    """(the row, its file open, its bytes): bytes instead of the file when it is small and wanted whole."""
    stored = parts.catalog.blob(repository, digest)
    small = whole and stored.size <= SMALL_BLOB
    if head and (stored.damaged or parts.storage.size(stored.key) != stored.size):
        # Clients that push ask first: told that it is there, they would never send what mends it.
        log.error("a blob's file is damaged", extra={"key": stored.key})
        raise Refusal("BLOB_UNKNOWN", f"blob {digest} is damaged here: push it again", detail={"digest": digest})
    if head and not small:
        return stored, None, None
    if stored.damaged:
        raise StorageError(f"{stored.key} does not have its digest")
    blob = parts.storage.open(stored.key)
    try:
        if blob.size != stored.size:
            raise StorageError(f"{stored.key} has {blob.size} bytes, not {stored.size}")
        if not small:
            return stored, blob, None
        body = blob.read(0, stored.size)
        if len(body) != stored.size:
            raise StorageError(f"{stored.key} is cut short")
    except BaseException:
        blob.close()
        raise
    blob.close()
    return stored, None, body


def _from_file(request: Request, stored: StoredBlob, blob: Blob | None, part: str | None) -> Answer:
    try:
        headers = blob_headers(stored)
        if not_modified(request, stored.digest):
            if blob is not None:
                blob.close()
            return Answer(304, [field for field in headers if field[0] != b"content-type"])
        if blob is None:  # HEAD: the length of what GET would send
            return Answer(200, headers, length=stored.size, by_length=True)
        found = parse_range(part, stored.size) if part is not None and same_still(request, stored.digest) else None
        if found is None:
            return Answer(200, headers, blob=blob, length=stored.size)
        first, last = found
        headers.append((b"content-range", b"bytes %d-%d/%d" % (first, last, stored.size)))
        return Answer(206, headers, blob=blob, offset=first, length=last - first + 1)
    except BaseException:
        if blob is not None:
            blob.close()
        raise


async def delete_blob(parts: Parts, request: Request, route: Route) -> Answer:
    """DELETE: the repository gives the blob up, unless a manifest of it names the blob."""
    parse_digest(route.reference)
    await parts.threads.run(parts.catalog.delete_blob, route.repository, route.reference)
    return Answer(202, [API_VERSION])
