"""Where bytes lie. No other file builds a path.

    blobs/<algorithm>/<first two hex digits>/<hex>.<incarnation>   a finished blob
    uploads/<upload id>                                            an upload in progress
    journal/<lineage>.<sequence>.<id>                              a segment of a database's journal

A human finds a blob by its digest; `sha256sum` of the file gives the name before the dot. An upload's id is 32
hexadecimal digits, and an incarnation is the id of the upload that brought the blob.
"""

from __future__ import annotations

import re

ALGORITHMS = ("sha256", "sha512")

_ID = re.compile("[0-9a-f]{32}")
_BLOB = re.compile(
    "blobs/(?:(sha256)/([0-9a-f]{2})/(\\2[0-9a-f]{62})|(sha512)/([0-9a-f]{2})/(\\5[0-9a-f]{126}))\\.([0-9a-f]{32})"
)

_SEGMENT = re.compile("journal/([0-9a-f]{32})\\.([0-9]{16})\\.([0-9a-f]{8})")


def segment_key(lineage: str, sequence: int, number: str) -> str:
    """The key of a segment: whose journal (32 hex digits), its place there, an id of its own (8 hex digits)."""
    return f"journal/{lineage}.{sequence:016d}.{number}"


def parts_of_segment(key: str) -> tuple[str, int]:
    """(lineage, sequence) of a segment's key; ValueError when it is none."""
    parts = _SEGMENT.fullmatch(key)
    if parts is None:
        raise ValueError(f"not a segment's key: {key!r}")
    return parts[1], int(parts[2])


def is_segment_key(key: str) -> bool:
    """Whether `segment_key` can have given it."""
    return _SEGMENT.fullmatch(key) is not None


def blob_key(digest: str, incarnation: str) -> str:
    """The key of a finished blob, relative to the storage's root."""
    algorithm, _, hex_digits = digest.partition(":")
    return f"blobs/{algorithm}/{hex_digits[:2]}/{hex_digits}.{incarnation}"


def digest_of_key(key: str) -> tuple[str, str]:
    """(digest, incarnation) of a blob's key; ValueError when it is none."""
    parts = _BLOB.fullmatch(key)
    if parts is None:
        raise ValueError(f"not a blob's key: {key!r}")
    algorithm, hex_digits = parts[1] or parts[4], parts[3] or parts[6]
    return f"{algorithm}:{hex_digits}", parts[7]


def upload_key(upload_id: str) -> str:
    """The key of an upload in progress."""
    return f"uploads/{upload_id}"


def is_blob_key(key: str) -> bool:
    """Whether `blob_key` can have given it: nothing else is a finished blob, and no other name is a path."""
    return _BLOB.fullmatch(key) is not None


def is_upload_id(text: str) -> bool:
    """Whether it has the form of an upload's id."""
    return _ID.fullmatch(text) is not None


def fan_out() -> list[str]:
    """Every folder that blobs lie in: made once, so that no push has to make and flush one."""
    return [f"blobs/{algorithm}/{number:02x}" for algorithm in ALGORITHMS for number in range(256)]
