"""Manifests: pull, push, delete (OCI distribution 1.1, "Pulling manifests", "Pushing manifests")."""

from __future__ import annotations

from roadstead.domain.audit.model import Actor
from roadstead.domain.catalog.push import Push
from roadstead.errors import Refusal
from roadstead.oci.digest import digest_of, is_digest_like, parse_digest
from roadstead.oci.manifest import Manifest, ManifestLimits, parse_manifest
from roadstead.oci.reference import check_tag
from roadstead.registry.conditions import entry_answer
from roadstead.registry.http import API_VERSION, Request
from roadstead.registry.parts import Parts
from roadstead.registry.routes import Route
from roadstead.registry.shelf import manifest_entry
from roadstead.server.bodies import read_body
from roadstead.server.http import Answer, Headers

TAGS = 100
"""Most tags that one push by digest may set (`?tag=`)."""


def check_reference(reference: str) -> None:
    """Raises Refusal DIGEST_INVALID or TAG_INVALID."""
    if is_digest_like(reference):
        parse_digest(reference)
    else:
        check_tag(reference)


async def get_manifest(parts: Parts, request: Request, route: Route) -> Answer:
    """GET and HEAD, by tag or digest."""
    path: bytes = request.scope["raw_path"]
    entry = parts.shelf.find(path)
    if entry is None or entry.repository != route.repository:
        check_reference(route.reference)
        mark = parts.shelf.mark(route.repository)
        manifest = await parts.threads.run(parts.catalog.manifest, route.repository, route.reference)
        entry = manifest_entry(route.repository, manifest, route.reference)
        parts.shelf.put(path, entry, mark)
    answer = entry_answer(request, entry)
    if request.method == "GET" and answer.status == 200 and entry.pull is not None and request.grant is not None:
        parts.pulls.note((entry.pull, request.grant.username, request.address))
    return answer


async def put_manifest(parts: Parts, request: Request, route: Route) -> Answer:
    """PUT, by tag, or by digest with any number of `tag` parameters up to `TAGS`."""
    check_reference(route.reference)
    if request.body is None:
        request.body = await read_body(request, parts.settings.limits.manifest_bytes, "a manifest")
    body = request.body
    by_digest = is_digest_like(route.reference)
    expected = route.reference if by_digest else request.query("digest")
    tags = tuple(dict.fromkeys(request.query_all("tag"))) if by_digest else (route.reference,)
    if len(tags) > TAGS:
        raise Refusal("TAG_INVALID", f"tag: at most {TAGS} in one push")
    for tag in tags:
        check_tag(tag)
    content_type = request.text(b"content-type")
    actor = request.actor
    digest, manifest = await parts.threads.run(_put, parts, route.repository, expected, tags, body, content_type, actor)
    headers: Headers = [
        (b"location", f"/v2/{route.repository}/manifests/{route.reference if not by_digest else digest}".encode()),
        (b"docker-content-digest", digest.encode()),
        API_VERSION,
    ]
    if manifest.subject is not None:
        headers.append((b"oci-subject", manifest.subject.digest.encode()))
    if by_digest:
        headers.extend((b"oci-tag", tag.encode()) for tag in tags)
    return Answer(201, headers)


def _put(
    parts: Parts,
    repository: str,
    expected: str | None,
    tags: tuple[str, ...],
    body: bytes,
    content_type: str | None,
    actor: Actor,
) -> tuple[str, Manifest]:
    algorithm = parse_digest(expected)[0] if expected else "sha256"
    digest = digest_of(body, algorithm)
    if expected and digest != expected:
        raise Refusal(
            "DIGEST_INVALID",
            f"the {len(body)} bytes received are {digest}, not {expected}",
            detail={"digest": expected},
        )
    limits = parts.settings.limits
    manifest = parse_manifest(
        body,
        content_type,
        ManifestLimits(
            size=limits.manifest_bytes, depth=limits.manifest_depth, descriptors=limits.manifest_descriptors
        ),
    )
    findings = parts.examiner.examine(repository, manifest, digest, len(body), tags)
    push = Push(repository, digest, tags, manifest, body, findings, actor, parts.settings.sparse_manifests)
    parts.catalog.put_manifest(push)
    return digest, manifest


async def delete_manifest(parts: Parts, request: Request, route: Route) -> Answer:
    """DELETE: by tag the tag alone, by digest the manifest and its tags."""
    check_reference(route.reference)
    await parts.threads.run(parts.catalog.delete, route.repository, route.reference, request.actor)
    return Answer(202, [API_VERSION])
