"""Some files of an archive, whoever packed it; archives that unpack to very much (A21)."""

from __future__ import annotations

import contextlib
import gzip
import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.kit.archives import FILE, ArchiveError, read_files, unpack

FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}
LONG = "/".join(["a" * 90, "b" * 90, "c" * 90])
GIB = 1 << 30


def tar(files: dict[str, bytes], form: int = tarfile.USTAR_FORMAT) -> bytes:
    """A tar of the files, and of a folder and a link, which are no files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        folder, link = tarfile.TarInfo("folder"), tarfile.TarInfo("link")
        folder.type, link.type, link.linkname = tarfile.DIRTYPE, tarfile.SYMTYPE, "target"
        archive.addfile(folder)
        archive.addfile(link)
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def pieces(data: bytes, size: int = 700) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def every(_: str) -> bool:
    return True


@pytest.mark.parametrize("form", ["gnu", "pax"])
def test_long_names_are_whole(form: str) -> None:
    files = {LONG: b"long", "é": b"accent", "plain": b""}
    assert read_files(pieces(tar(files, FORMATS[form])), every, most=9) == files


@pytest.mark.parametrize("form", FORMATS)
def test_only_what_is_wanted_is_read(form: str) -> None:
    data = gzip.compress(tar({"./chart/a": b"x" * 5000, "chart/values.yaml": b"v: 1", "chart/z": b""}, FORMATS[form]))
    assert read_files(unpack(pieces(data)), "chart/values.yaml".__eq__) == {"chart/values.yaml": b"v: 1"}
    assert read_files(unpack(pieces(data)), lambda name: name.endswith("/a")) == {"chart/a": b"x" * 5000}
    assert read_files(unpack(pieces(data)), "folder".__eq__) == read_files(unpack(pieces(data)), "link".__eq__) == {}


def test_two_streams_of_gzip_are_one() -> None:
    data = tar({"a": b"x" * 3000})
    assert read_files(unpack(pieces(gzip.compress(data[:1000]) + gzip.compress(data[1000:]))), every) == {
        "a": b"x" * 3000
    }


def test_nothing_is_an_empty_archive() -> None:
    assert read_files([], every) == read_files(unpack([]), every) == {}


BROKEN = {
    "no gzip": b"chart",
    "no tar": gzip.compress(b"x" * 2000),
    "cut off": gzip.compress(tar({"a": b"x" * 3000})[:3000]),
    "a header cut off": gzip.compress(b"a" * 100),
    "a size that is none": gzip.compress(b"a".ljust(124, b"\0") + b"-7".ljust(388, b"\0")),
    "a file that is too large": gzip.compress(tar({"a": b"x" * (FILE + 1)})),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_said_to_be(name: str) -> None:
    with pytest.raises(ArchiveError):
        read_files(unpack(pieces(BROKEN[name], 65536)), every)


@given(st.binary(max_size=3000))
def test_any_bytes_end_in_an_answer(data: bytes) -> None:
    for packed in (data, gzip.compress(data)):
        with contextlib.suppress(ArchiveError):
            read_files(unpack(pieces(packed)), every, most=3)


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A tar header that promises so many bytes."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.type = size, kind
    return entry.tobuf(tarfile.GNU_FORMAT)


def bomb(first: bytes) -> bytes:
    """A gzip of a header and 1 GiB of zeros, in streams of 1 MiB."""
    return gzip.compress(first) + gzip.compress(bytes(1 << 20)) * (GIB >> 20)


LIMITED = """
import resource, sys
from pathlib import Path
from roadstead.kit.archives import ArchiveError, read_files, unpack
def pieces():
    with Path(sys.argv[1]).open("rb") as file:
        while piece := file.read(65536):
            yield piece
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_files(unpack(pieces()), lambda name: name.endswith("wanted"))
except ArchiveError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize(
    "first",
    [
        header("x", GIB),
        header("wanted", GIB),
        header("x", GIB, tarfile.XHDTYPE),
        header("x", GIB, tarfile.GNUTYPE_LONGNAME),
    ],
    ids=["a file", "the file", "a pax header", "a long name"],
)
def test_bombs_do_not_burst(tmp_path: Path, first: bytes) -> None:
    (tmp_path / "bomb").write_bytes(bomb(first))
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "bomb")], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert int(told) < 16 << 10, "KiB"
