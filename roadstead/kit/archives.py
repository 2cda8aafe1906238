"""Some files of a tar archive (POSIX.1-2001, ustar and pax), read as a stream, whoever made it.

Nothing is written to a disk, and time and memory have bounds: of an archive that unpacks to very much, only so much
is unpacked.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Iterator

UNPACKED = 64 << 20
"""Bytes that are unpacked of one archive."""
SECONDS = 2.0
FILE = 4 << 20
"""Bytes of one file that is asked for."""
NAME = 4096
"""Bytes of the records that may hold a long name; longer ones are passed over."""

BLOCK = 512
_PIECE = 1 << 16


class ArchiveError(Exception):
    """The archive is broken, or more than the bounds allow; the text says which."""


def unpack(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A gzip stream (RFC 1952) unpacked, in small pieces. Raises ArchiveError."""
    member, whole = zlib.decompressobj(31), True
    try:
        for piece in pieces:
            waiting = piece
            while waiting:
                if member.eof:
                    member = zlib.decompressobj(31)
                if out := member.decompress(waiting, _PIECE):
                    yield out
                waiting = member.unused_data if member.eof else member.unconsumed_tail
                whole = member.eof
    except zlib.error as e:
        raise ArchiveError(f"the archive is not gzip: {e}") from None
    if not whole:
        raise ArchiveError("the archive ends in the middle")


def read_files(pieces: Iterable[bytes], wanted: Callable[[str], bool], most: int = 1) -> dict[str, bytes]:
    """The first `most` files of an unpacked tar whose names are wanted, by name. Raises ArchiveError."""
    stream = _Stream(pieces)
    found: dict[str, bytes] = {}
    name = ""
    while len(found) < most and (header := stream.take(BLOCK)).strip(b"\0"):
        kind, size = header[156:157], _size_of(header)
        if kind in (b"x", b"L") and size <= NAME:
            content = stream.take(size)
            name = _pax_name(content) if kind == b"x" else _text(content)
        elif kind in (b"x", b"L", b"g", b"K"):
            stream.skip(size)
        else:
            name = (name or _name_of(header)).removeprefix("./")
            if kind in (b"0", b"\0") and wanted(name):
                found[name] = _file(stream, name, size)
            else:
                stream.skip(size)
            name = ""
        stream.skip(-size % BLOCK)
    return found


def _file(stream: _Stream, name: str, size: int) -> bytes:
    if size > FILE:
        raise ArchiveError(f"{name[:200]} has more than {FILE} bytes")
    return stream.take(size)


class _Stream:
    """Counts what it has given out."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = iter(pieces)
        self.held = bytearray()
        self.left = UNPACKED
        self.deadline = time.monotonic() + SECONDS

    def take(self, size: int) -> bytes:
        """So many bytes; b"" at the end of the archive. Raises ArchiveError when it ends before."""
        while len(self.held) < size and self._more():
            pass
        if self.held and len(self.held) < size:
            raise ArchiveError("the archive ends in the middle of a file")
        taken = bytes(self.held[:size])
        del self.held[:size]
        return taken

    def skip(self, size: int) -> None:
        """Pass over so many bytes."""
        while size > 0:
            if not self.held and not self._more():
                raise ArchiveError("the archive ends in the middle of a file")
            passed = min(size, len(self.held))
            del self.held[:passed]
            size -= passed

    def _more(self) -> bool:
        piece = next(self.pieces, b"")
        self.left -= len(piece)
        if self.left < 0 or time.monotonic() > self.deadline:
            raise ArchiveError(f"the archive unpacks to more than {UNPACKED >> 20} MiB or takes too long")
        self.held += piece
        return bool(piece)


def _size_of(header: bytes) -> int:
    field = header[124:136]
    if field[0] & 0x80:  # GNU and star: base 256
        return int.from_bytes(field[1:], "big")
    try:
        size = int(field.strip(b"\0 ") or b"0", 8)
    except ValueError:
        size = -1
    if size < 0:
        raise ArchiveError("the archive is not a tar")
    return size


def _name_of(header: bytes) -> str:
    name, prefix = _text(header[:100]), _text(header[345:500])
    return f"{prefix}/{name}" if header[257:262] == b"ustar" and header[257:265] != b"ustar  \0" and prefix else name


def _pax_name(records: bytes) -> str:
    """The path of a pax header's records, each `LENGTH KEY=VALUE\\n`; empty when it says none."""
    for record in records.split(b"\n"):
        _, _, said = record.partition(b" ")
        if said.startswith(b"path="):
            return _text(said[5:])
    return ""


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")
