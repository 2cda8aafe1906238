"""Digests: `algorithm:hex`, the names content has (OCI image specification, "Digests").

Only registered algorithms are taken; the hex is lower case, so one content has one name.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from roadstead.errors import Refusal

if TYPE_CHECKING:
    from hashlib import _Hash

# algorithm -> how many hexadecimal digits its value has
ALGORITHMS = {"sha256": 64, "sha512": 128}

_DIGEST = re.compile("|".join(f"{name}:[0-9a-f]{{{length}}}" for name, length in ALGORITHMS.items()))
_SHOWN = 160  # characters of a stranger's text that a message repeats


def digest_fault(text: str) -> str | None:
    """The rule that `text` breaks as a digest, in words for the client; None when it is a digest."""
    if _DIGEST.fullmatch(text):
        return None
    shown = repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
    algorithm, colon, value = text.partition(":")
    if not colon:
        return f"{shown} is not a digest: a digest is ALGORITHM:HEX"
    length = ALGORITHMS.get(algorithm)
    if length is None:
        return f"{shown} is not a digest: the algorithm is one of {', '.join(ALGORITHMS)}"
    if len(value) != length:
        return f"{shown} is not a digest: {algorithm} has {length} hexadecimal digits, here are {len(value)}"
    return f"{shown} is not a digest: its digits are 0-9 and a-f, in lower case"


def parse_digest(text: str) -> tuple[str, str]:
    """(algorithm, hex) of a digest; raises Refusal DIGEST_INVALID that names the rule broken."""
    fault = digest_fault(text)
    if fault is not None:
        raise Refusal("DIGEST_INVALID", fault)
    algorithm, _, value = text.partition(":")
    return algorithm, value


def is_digest_like(text: str) -> bool:
    """Whether a reference is meant as a digest: no tag has a colon."""
    return ":" in text


def hasher(algorithm: str) -> _Hash:
    """A fresh hash of a registered algorithm; raises Refusal DIGEST_INVALID for any other."""
    if algorithm not in ALGORITHMS:
        raise Refusal("DIGEST_INVALID", f"the algorithm is one of {', '.join(ALGORITHMS)}")
    return hashlib.new(algorithm)


def digest_of(data: bytes, algorithm: str = "sha256") -> str:
    """The digest of `data`, as `algorithm:hex`."""
    hashed = hasher(algorithm)
    hashed.update(data)
    return f"{algorithm}:{hashed.hexdigest()}"
