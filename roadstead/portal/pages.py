"""`/devcenter`: a page on which every operation of the API can be read and tried. It asks nothing of other hosts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from roadstead.api.reply import Reply
from roadstead.api.services import Services
from roadstead.errors import Refusal
from roadstead.server.http import Headers, Request

FOLDER = Path(__file__).with_name("devcenter")
FILES = {
    "/devcenter": ("index.html", b"text/html; charset=utf-8"),
    "/devcenter/app.js": ("app.js", b"text/javascript; charset=utf-8"),
    "/devcenter/style.css": ("style.css", b"text/css; charset=utf-8"),
}
GUARDED: Headers = [
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-cache"),
]


async def devcenter(services: Services, request: Request) -> Reply:
    """GET of the page and of what belongs to it; anybody may read them."""
    found = FILES.get(request.path.rstrip("/") if request.path == "/devcenter/" else request.path)
    if found is None:
        raise Refusal("NOT_FOUND", f"there is nothing at {request.path[:200]}")
    name, kind = found
    return Reply(body=_read(name), headers=[(b"content-type", kind), *GUARDED])


@cache
def _read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
