"""The id that a request has in the logs and in its answer."""

from __future__ import annotations

import re
import secrets

_IDENT = re.compile(rb"[A-Za-z0-9._:-]{1,128}")


def request_id_of(sent: bytes | None) -> str:
    """The id that the client sent, where it is one; else a new one."""
    if sent is not None and _IDENT.fullmatch(sent):
        return sent.decode()
    return secrets.token_hex(8)
