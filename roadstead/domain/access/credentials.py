"""Reading the Authorization header: RFC 7617 (Basic) and RFC 6750 (Bearer)."""

from __future__ import annotations

import binascii
from base64 import b64decode

LONGEST_BASIC = 4096  # bytes; a username and a password fit many times


def scheme_and_rest(authorization: bytes) -> tuple[bytes, bytes]:
    """(scheme in lower case, what follows it)."""
    scheme, _, rest = authorization.partition(b" ")
    return scheme.lower(), rest.strip(b" ")


def basic(rest: bytes) -> tuple[str, str] | None:
    """(username, password); None when it is not base64 of UTF-8 with a colon."""
    if len(rest) > LONGEST_BASIC:
        return None
    try:
        username, colon, password = b64decode(rest, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (username, password) if colon else None
