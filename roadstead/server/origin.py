"""Whether a browser sends a request on behalf of another site (Fetch Metadata; RFC 6454, the Origin header)."""

from __future__ import annotations

from collections.abc import Mapping


def from_another_site(headers: Mapping[bytes, bytes], external_url: str | None) -> bool:
    """Programs that are no browsers send neither header, and are from nowhere else.

    The own site is `external_url`, or the request's Host.
    """
    fetched = headers.get(b"sec-fetch-site")
    if fetched is not None:
        return fetched not in (b"same-origin", b"none")
    origin = headers.get(b"origin")
    if origin is None:
        return False
    own = (external_url or "").encode(), b"//" + headers.get(b"host", b"")
    return _host(origin) not in [_host(one) for one in own if _host(one)]


def _host(url: bytes) -> bytes:
    return url.partition(b"//")[2].partition(b"/")[0].lower()
