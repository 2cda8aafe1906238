"""The portal's files: one page for every address of it, and the scripts and styles that the page names.

Files under `assets/` carry a hash in their names, so browsers keep them for good. All are read once, compressed once.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import cache
from pathlib import Path

from roadstead.api.reply import Reply
from roadstead.api.services import Services
from roadstead.errors import Refusal
from roadstead.server.http import Headers, Request

FOLDER = Path(__file__).with_name("web")
ASSET = re.compile(r"/portal/(assets/[A-Za-z0-9_.-]+|favicon\.svg)")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
GUARDED: Headers = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
]
FOR_GOOD = (b"cache-control", b"public, max-age=31536000, immutable")
ASK_AGAIN = (b"cache-control", b"no-cache")


async def page(services: Services, request: Request) -> Reply:
    """GET of any address of the portal; its script finds out what to show. Anybody may read it."""
    return _reply(request, "index.html", ASK_AGAIN)


async def asset(services: Services, request: Request) -> Reply:
    """GET of a script, a style or a picture. Raises Refusal NOT_FOUND."""
    found = ASSET.fullmatch(request.path)
    if found is None:
        raise _absent(request.path)
    return _reply(request, found[1], FOR_GOOD)


async def home(services: Services, request: Request) -> Reply:
    """GET of `/`: people are led to the portal."""
    return Reply(302, headers=[(b"location", b"/portal/"), ASK_AGAIN])


def _reply(request: Request, name: str, keep: tuple[bytes, bytes]) -> Reply:
    packed = b"gzip" in request.headers.get(b"accept-encoding", b"")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    coding: Headers = [(b"content-encoding", b"gzip")] if packed else []
    headers = [(b"content-type", text.encode()), keep, (b"vary", b"accept-encoding"), *coding, *GUARDED]
    return Reply(body=_read(name, packed), headers=headers)


@cache
def _read(name: str, packed: bool) -> bytes:
    if name not in _names():
        raise _absent(name)
    content = (FOLDER / name).read_bytes()
    return gzip.compress(content, mtime=0) if packed else content


@cache
def _names() -> frozenset[str]:
    """All that is given out; what is asked for is never looked for on the disk."""
    return frozenset(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


def _absent(path: str) -> Refusal:
    return Refusal("NOT_FOUND", f"there is nothing at {path[:200]}")
