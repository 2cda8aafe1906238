"""Byte ranges: `Range` of a download (RFC 9110, section 14) and `Content-Range` of an upload's chunk.

Positions count from 0 and both ends belong to the range.
"""

from __future__ import annotations

import re

from roadstead.errors import Refusal

_HEADER_LENGTH = 256  # a single range is far shorter; what is longer is ignored unread
_LARGEST = 2**63 - 1

_UNIT = re.compile(r"bytes=", re.IGNORECASE)
_SPEC = re.compile(r"([0-9]*)-([0-9]*)")
_CONTENT_RANGE = re.compile(r"(?:bytes[ \t]+)?([0-9]{1,19})-([0-9]{1,19})(?:/([0-9]{1,19}|\*))?", re.IGNORECASE)


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """(first, last) of the bytes to send out of `size`; None to send the whole with status 200.

    None where a server ignores the header (section 14.2): another unit, a malformed set, and
    several ranges — a multipart answer is never given, and whoever asks for several ranges must
    take the whole. A suffix of empty content is the whole of it. Raises Refusal RANGE_INVALID
    (416, with `content-range: bytes */size`) where the range is well-formed and holds no byte; one
    that ends before it starts is of these (section 14.2 leaves that open, the conformance suite not).
    """
    if len(header) > _HEADER_LENGTH or (unit := _UNIT.match(header)) is None:
        return None
    specs = [spec for part in header[unit.end() :].split(",") if (spec := part.strip(" \t"))]
    if len(specs) != 1 or (parts := _SPEC.fullmatch(specs[0])) is None:
        return None
    first, last = parts.groups()
    if not first:
        return _suffix(last, size)
    start, end = int(first), int(last) if last else size - 1
    if start >= size or end < start:
        raise _unsatisfiable(size)
    return start, min(end, size - 1)


def _suffix(length: str, size: int) -> tuple[int, int] | None:
    """The last `length` bytes, or all where there are fewer."""
    if not length:
        return None
    wanted = int(length)
    if not wanted:
        raise _unsatisfiable(size)
    return (max(0, size - wanted), size - 1) if size else None


def _unsatisfiable(size: int) -> Refusal:
    return Refusal(
        "RANGE_INVALID",
        f"the range holds none of the {size} bytes",
        headers=((b"content-range", b"bytes */%d" % size),),
    )


def parse_content_range(header: str) -> tuple[int, int]:
    """(first, last) of an upload's chunk, from `0-99` (OCI) or `bytes 0-99/200` or `bytes 0-99/*` (RFC 9110).

    Raises Refusal BLOB_UPLOAD_INVALID (400) when it is neither, RANGE_INVALID (416) when it is a
    range that cannot be: its end before its start, or beyond the total it states.
    """
    parts = _CONTENT_RANGE.fullmatch(header.strip(" \t")) if len(header) <= _HEADER_LENGTH else None
    if parts is None:
        raise Refusal("BLOB_UPLOAD_INVALID", "Content-Range is START-END, two numbers of bytes counted from 0")
    start, end = int(parts[1]), int(parts[2])
    if end < start:
        raise Refusal("RANGE_INVALID", f"Content-Range {start}-{end} ends before it starts")
    total = _LARGEST if parts[3] in (None, "*") else int(parts[3])
    if end >= total:
        raise Refusal("RANGE_INVALID", f"Content-Range {start}-{end} goes beyond its total of {total}")
    return start, end
