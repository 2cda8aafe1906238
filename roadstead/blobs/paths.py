"""Where bytes lie. No other file builds a path.

    blobs/<algorithm>/<first two hex digits>/<hex>.<incarnation>   a finished blob
    uploads/<upload id>                                            an upload in progress

A human finds a blob by its digest; `sha256sum` of the file gives the name before the dot.
"""

from __future__ import annotations

ALGORITHMS = ("sha256", "sha512")


def blob_key(digest: str, incarnation: str) -> str:
    """The key of a finished blob, relative to the storage's root."""
    algorithm, _, hex_digits = digest.partition(":")
    return f"blobs/{algorithm}/{hex_digits[:2]}/{hex_digits}.{incarnation}"


def digest_of_key(key: str) -> tuple[str, str]:
    """(digest, incarnation) of a blob's key; ValueError when it is none."""
    room, algorithm, _, name = key.split("/")
    hex_digits, dot, incarnation = name.partition(".")
    if room != "blobs" or algorithm not in ALGORITHMS or not dot or not incarnation:
        raise ValueError(f"not a blob's key: {key}")
    return f"{algorithm}:{hex_digits}", incarnation


def upload_key(upload_id: str) -> str:
    """The key of an upload in progress."""
    return f"uploads/{upload_id}"


def fan_out() -> list[str]:
    """Every folder that blobs lie in: made once, so that no push has to make and flush one."""
    return [f"blobs/{algorithm}/{number:02x}" for algorithm in ALGORITHMS for number in range(256)]
