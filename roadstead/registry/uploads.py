"""Uploads: begin, mount, go on, finish, cancel (OCI distribution 1.1, "Pushing blobs")."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import ParamSpec

from roadstead.domain.uploads.intake import Intake
from roadstead.errors import Refusal
from roadstead.oci.digest import parse_digest
from roadstead.oci.ranges import parse_content_range
from roadstead.oci.reference import is_repository_name
from roadstead.registry.http import API_VERSION, Request
from roadstead.registry.parts import Parts
from roadstead.registry.routes import Route
from roadstead.server.bodies import SMALL, pour_body, read_body
from roadstead.server.http import Answer, Headers

P = ParamSpec("P")

HOLDERS = 200
"""How many repositories are asked when a mount names no source."""


def account(request: Request) -> int:
    """Who asks, as uploads belong to them."""
    assert request.grant is not None
    return request.grant.owner


def made(repository: str, digest: str) -> Answer:
    """201: the blob is there."""
    headers: Headers = [
        (b"location", f"/v2/{repository}/blobs/{digest}".encode()),
        (b"docker-content-digest", digest.encode()),
        API_VERSION,
    ]
    return Answer(201, headers)


def progress(status: int, repository: str, upload_id: str, size: int) -> Answer:
    """202, 204 or 416: where the upload stands."""
    return Answer(status, progress_headers(repository, upload_id, size))


def progress_headers(repository: str, upload_id: str, size: int) -> Headers:
    """Where to go on, and with which byte."""
    return [
        (b"location", f"/v2/{repository}/blobs/uploads/{upload_id}".encode()),
        (b"range", b"0-%d" % max(size - 1, 0)),
        (b"docker-upload-uuid", upload_id.encode()),
        API_VERSION,
    ]


async def begin_upload(parts: Parts, request: Request, route: Route) -> Answer:
    """POST: a mount if that is asked and can be, a whole blob if it comes along, else a session."""
    if (digest := request.query("mount")) is not None:
        parse_digest(digest)
        if await parts.threads.run(_mount, parts, request, route.repository, digest):
            return made(route.repository, digest)
    elif (digest := request.query("digest")) is not None:
        return await _at_once(parts, request, route.repository, digest)
    upload_id = await parts.threads.run(parts.uploads.begin, route.repository, account(request))
    return progress(202, route.repository, upload_id, 0)


def _mount(parts: Parts, request: Request, repository: str, digest: str) -> bool:
    """From where the caller may pull *now*: a mount moves no bytes out, so the rights of the account count."""
    assert request.grant is not None
    source = request.query("from")
    if source is not None and not is_repository_name(source):
        return False
    named = [source] if source is not None else parts.catalog.holders(digest, HOLDERS)
    pullable = parts.access.pullable(request.grant, named)
    return any(name in pullable and parts.uploads.mount(repository, digest, name) for name in named)


@contextlib.asynccontextmanager
async def _held(parts: Parts, hold: Callable[P, Intake], *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[Intake]:
    """An upload in this request's hands; let go in a thread, since the end of a large file takes the system a while."""
    intake = await parts.threads.run(hold, *args, **kwargs)
    try:
        yield intake
    finally:
        await parts.threads.run(intake.release)


async def _at_once(parts: Parts, request: Request, repository: str, digest: str) -> Answer:
    parse_digest(digest)
    async with _held(parts, parts.uploads.at_once, repository, _announced(request)) as intake:
        try:
            await pour_body(request, intake.write, parts.threads)
            await parts.threads.run(parts.uploads.finish, intake, repository, digest, session=False)
        except BaseException:
            await parts.threads.run(parts.uploads.give_up, intake)  # nobody knows its id: nobody can go on with it
            raise
    return made(repository, digest)


async def upload_chunk(parts: Parts, request: Request, route: Route) -> Answer:
    """PATCH: append, in order where Content-Range says which bytes these are."""
    intake = await _take_in(parts, request, route, None)
    return progress(202, route.repository, route.reference, intake.size)


async def finish_upload(parts: Parts, request: Request, route: Route) -> Answer:
    """PUT: append what comes along and make the whole a blob."""
    digest = request.query("digest")
    if digest is None:
        raise Refusal("DIGEST_INVALID", "digest: the parameter is missing; it says which blob this is to be")
    parse_digest(digest)
    await _take_in(parts, request, route, digest)
    return made(route.repository, digest)


async def _take_in(parts: Parts, request: Request, route: Route, digest: str | None) -> Intake:
    """Take the body into the upload; with a digest, finish it. Small bodies in one hop."""
    length = request.content_length
    if length is not None and length <= SMALL:
        body = await read_body(request, SMALL, "body")
        return await parts.threads.run(_take_small, parts, request, route, digest, body)
    who, announced = account(request), _announced(request)
    async with _held(parts, parts.uploads.go_on, route.reference, route.repository, who, announced) as intake:
        start, expected = _check_range(request, route, intake)
        await _pour(parts, request, intake)
        if expected is not None and intake.size - start != expected:
            await parts.threads.run(intake.back_to, start)
            raise Refusal("SIZE_INVALID", f"Content-Range announces {expected} bytes, the body has another length")
        if digest is not None:
            await parts.threads.run(parts.uploads.finish, intake, route.repository, digest, session=True)
    return intake


async def _pour(parts: Parts, request: Request, intake: Intake) -> None:
    try:
        await pour_body(request, intake.write, parts.threads)
    except Refusal as refusal:
        if refusal.code == "DENIED":  # the project has no room for so much, whatever else comes
            await parts.threads.run(parts.uploads.end, intake, session=True)
        raise


def _announced(request: Request) -> int | None:
    """Bytes that are said to come, 0 when nobody says; None when they are few."""
    length = request.content_length
    return 0 if length is None else length if length > SMALL else None


def _take_small(parts: Parts, request: Request, route: Route, digest: str | None, body: bytes) -> Intake:
    intake = parts.uploads.go_on(route.reference, route.repository, account(request))
    try:
        _check_range(request, route, intake)
        if body:
            intake.write(memoryview(body))
        if digest is not None:
            parts.uploads.finish(intake, route.repository, digest, session=True)
    finally:
        intake.release()
    return intake


def _check_range(request: Request, route: Route, intake: Intake) -> tuple[int, int | None]:
    """(bytes held so far, bytes announced). Raises Refusal RANGE_INVALID when the chunk does not continue them."""
    text = request.text(b"content-range")
    if text is None:
        return intake.size, None
    first, last = parse_content_range(text)
    count = last - first + 1
    if first != intake.size:
        headers = tuple(progress_headers(route.repository, route.reference, intake.size))
        raise Refusal(
            "RANGE_INVALID",
            f"Content-Range begins with byte {first}, the upload goes on with byte {intake.size}",
            headers=headers,
        )
    if request.content_length not in (None, count):
        raise Refusal("SIZE_INVALID", f"Content-Range says {count} bytes, Content-Length {request.content_length}")
    return intake.size, count


async def upload_status(parts: Parts, request: Request, route: Route) -> Answer:
    """GET: how much has arrived."""
    size = await parts.threads.run(parts.uploads.size, route.reference, route.repository, account(request))
    return progress(204, route.repository, route.reference, size)


async def cancel_upload(parts: Parts, request: Request, route: Route) -> Answer:
    """DELETE: forget the session and its bytes."""
    await parts.threads.run(parts.uploads.cancel, route.reference, route.repository, account(request))
    return Answer(204, [API_VERSION])
