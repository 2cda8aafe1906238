"""One small HTTP client for what the driver itself asks; load comes from the load maker."""

from __future__ import annotations

import ssl
import urllib.request

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_ANY_CERTIFICATE = ssl.create_default_context()
_ANY_CERTIFICATE.check_hostname = False
_ANY_CERTIFICATE.verify_mode = ssl.CERT_NONE


def get(url: str, authorization: str | None = None) -> bytes:
    """The body of a 200; any other status raises HTTPError."""
    headers = {"Accept": MANIFEST}
    if authorization:
        headers["Authorization"] = authorization
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=30, context=_ANY_CERTIFICATE) as answer:
        body: bytes = answer.read()
    return body
