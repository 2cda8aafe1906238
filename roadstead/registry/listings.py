"""Lists: tags, referrers, repositories; and the base of the API."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec

from roadstead.errors import Refusal
from roadstead.oci.digest import parse_digest
from roadstead.oci.mediatypes import OCI_INDEX
from roadstead.oci.referrers import referrers_index
from roadstead.registry.http import API_VERSION, Request
from roadstead.registry.parts import Parts
from roadstead.registry.routes import Route
from roadstead.registry.shelf import Entry
from roadstead.server.http import JSON, Answer, Headers


async def base(parts: Parts, request: Request, route: Route) -> Answer:
    """GET /v2/: the API is here and the caller is known."""
    return Answer(200, [JSON, API_VERSION], b"{}")


def page_size(request: Request, most: int) -> int:
    """`n`, or the most a page holds. Raises Refusal BAD_REQUEST unless it is a whole number from 0."""
    text = request.query("n")
    if text is None:
        return most
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Refusal("BAD_REQUEST", f"n: a whole number from 0 to {most} is expected")
    return min(int(text), most)


def link(path: str, **parameters: str | int) -> tuple[bytes, bytes]:
    """The Link header to the next page (RFC 8288)."""
    return (b"link", f'<{path}?{urlencode(parameters)}>; rel="next"'.encode())


async def tags(parts: Parts, request: Request, route: Route) -> Answer:
    """GET …/tags/list, in byte order; the whole first page is kept ready."""
    assert request.grant is not None
    path: bytes = request.scope["raw_path"]
    plain = not request.scope["query_string"]
    if plain and (entry := parts.shelf.find(path)) is not None and entry.repository == route.repository:
        return Answer(200, entry.headers, entry.body)
    limit = page_size(request, parts.settings.limits.page)
    last = request.query("last") or ""
    mark = parts.shelf.mark(route.repository)
    page = await parts.threads.run(parts.catalog.tags, route.repository, last, limit)
    headers: Headers = [JSON, API_VERSION]
    if page.more and page.items:
        headers.append(link(f"/v2/{route.repository}/tags/list", n=limit, last=page.items[-1]))
    body = msgspec.json.encode({"name": route.repository, "tags": page.items})
    _, project_id = request.grant.access.get(route.repository, (None, 0))
    if plain and project_id:
        parts.shelf.put(path, Entry(route.repository, project_id, "", headers, body), mark)
    return Answer(200, headers, body)


async def referrers(parts: Parts, request: Request, route: Route) -> Answer:
    """GET …/referrers/DIGEST (OCI distribution 1.1, "Listing Referrers"): by digest, in pages."""
    parse_digest(route.reference)
    limit = max(1, min(page_size(request, 1000), 1000))
    # A media type has no space and often a "+", which many clients send as it is.
    kind = (request.query("artifactType") or "").replace(" ", "+") or None
    found, more = await parts.threads.run(
        parts.catalog.referrers, route.repository, route.reference, kind, request.query("last") or "", limit
    )
    headers: Headers = [(b"content-type", OCI_INDEX.encode()), API_VERSION]
    if kind is not None:
        headers.append((b"oci-filters-applied", b"artifactType"))
    if more:
        narrowed = {"artifactType": kind} if kind is not None else {}
        path = f"/v2/{route.repository}/referrers/{route.reference}"
        headers.append(link(path, n=limit, last=found[-1].digest, **narrowed))
    return Answer(200, headers, referrers_index(found))


async def catalog(parts: Parts, request: Request, route: Route) -> Answer:
    """GET /v2/_catalog, in byte order."""
    limit = page_size(request, parts.settings.limits.page)
    page = await parts.threads.run(parts.catalog.repositories, request.query("last") or "", limit)
    headers: Headers = [JSON, API_VERSION]
    if page.more and page.items:
        headers.append(link("/v2/_catalog", n=limit, last=page.items[-1]))
    return Answer(200, headers, msgspec.json.encode({"repositories": page.items}))
