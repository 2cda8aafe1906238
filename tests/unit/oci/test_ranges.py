"""Ranges against a slow model that picks bytes one by one, and tables of what is malformed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.errors import Refusal
from roadstead.oci.ranges import parse_content_range, parse_range
from tests.unit.oci.outcome import outcome

sizes = st.integers(0, 12)
positions = st.one_of(st.none(), st.integers(0, 15))


@given(positions, positions, sizes)
def test_ranges_hold_the_bytes_of_a_slow_model(first: int | None, last: int | None, size: int) -> None:
    def text(position: int | None) -> str:
        return "" if position is None else str(position)

    header = f"bytes={text(first)}-{text(last)}"
    if first is None:  # the last `last` bytes
        wanted = [place for place in range(size) if place >= size - (last or 0)]
    else:
        wanted = [place for place in range(size) if first <= place and (last is None or place <= last)]
    ignored = first is None and (last is None or (size == 0 and last > 0))
    if ignored:
        assert parse_range(header, size) is None
    elif wanted:
        assert parse_range(header, size) == (wanted[0], wanted[-1])
    else:
        with pytest.raises(Refusal) as raised:
            parse_range(header, size)
        assert (raised.value.code, raised.value.status) == ("RANGE_INVALID", 416)
        assert raised.value.headers == ((b"content-range", b"bytes */%d" % size),)


@given(st.one_of(st.text(max_size=40), st.text("bytes=0123456789-, \t", max_size=40)), st.integers(0, 2**63))
def test_any_header_is_a_range_inside_or_ignored_or_refused(header: str, size: int) -> None:
    found = outcome(parse_range, header, size)
    if isinstance(found, Refusal):
        assert found.status == 416
    else:
        assert found is None or 0 <= found[0] <= found[1] < size


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-99", (0, 99)),
        ("bytes=0-100", (0, 99)),
        ("bytes=99-", (99, 99)),
        ("bytes=-1", (99, 99)),
        ("bytes=-1000", (0, 99)),
        ("Bytes=5-6", (5, 6)),
        ("bytes= 5-6 ", (5, 6)),
        ("bytes=,5-6,", (5, 6)),
        ("bytes=007-08", (7, 8)),
        ("bytes=1-99999999999999999999999999", (1, 99)),
    ],
)
def test_ranges_of_a_hundred_bytes(header: str, found: tuple[int, int]) -> None:
    assert parse_range(header, 100) == found


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=,",
        "bytes=a-b",
        "bytes=5",
        "bytes=1-2-3",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=0x1-0x2",
        "bytes=1.0-2",
        "bytes=1 - 2",
        "bytes =1-2",
        "bytes=\u0661-\u0662",
        "lines=1-2",
        "bytes=0-1,3-4",
        "bytes=0-,0-,0-",
        "bytes=500-,600-",
        pytest.param("bytes=" + "9" * 100_000 + "-", id="a long number"),
        pytest.param("bytes=" + "0-1," * 100_000, id="very many"),
    ],
)
def test_malformed_and_several_ranges_are_ignored(header: str) -> None:
    assert parse_range(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=6-5", "bytes=500-0", "bytes=100-", "bytes=5000-10000", "bytes=-0"])
def test_ranges_that_hold_no_byte_are_refused(header: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_range(header, 100)
    assert raised.value.status == 416


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("0-0", (0, 0)),
        ("0-99", (0, 99)),
        (" 100-199 ", (100, 199)),
        ("bytes 0-99/100", (0, 99)),
        ("Bytes 0-99/*", (0, 99)),
        ("bytes 0-99", (0, 99)),
        ("0-99/100", (0, 99)),
        ("0-9223372036854775806", (0, 2**63 - 2)),
    ],
)
def test_content_ranges(header: str, found: tuple[int, int]) -> None:
    assert parse_content_range(header) == found


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "BLOB_UPLOAD_INVALID"),
        ("bytes", "BLOB_UPLOAD_INVALID"),
        ("0", "BLOB_UPLOAD_INVALID"),
        ("0-", "BLOB_UPLOAD_INVALID"),
        ("-5", "BLOB_UPLOAD_INVALID"),
        ("a-b", "BLOB_UPLOAD_INVALID"),
        ("0-1,2-3", "BLOB_UPLOAD_INVALID"),
        ("bytes=0-1", "BLOB_UPLOAD_INVALID"),
        ("bytes */100", "BLOB_UPLOAD_INVALID"),
        ("bytes 0-1/", "BLOB_UPLOAD_INVALID"),
        ("lines 0-1/2", "BLOB_UPLOAD_INVALID"),
        ("0-1\n", "BLOB_UPLOAD_INVALID"),
        ("\u0661-\u0662", "BLOB_UPLOAD_INVALID"),
        ("0-" + "9" * 20, "BLOB_UPLOAD_INVALID"),
        pytest.param("0-" + "9" * 100_000, "BLOB_UPLOAD_INVALID", id="a long number"),
        ("5-4", "RANGE_INVALID"),
        ("bytes 0-100/100", "RANGE_INVALID"),
        ("0-9999999999999999999", "RANGE_INVALID"),
    ],
)
def test_content_ranges_that_cannot_be(header: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_content_range(header)
    assert raised.value.code == code


@given(st.integers(0, 2**62), st.integers(0, 2**61), st.sampled_from(["{0}-{1}", "bytes {0}-{1}/*"]))
def test_content_ranges_come_back(start: int, more: int, form: str) -> None:
    assert parse_content_range(form.format(start, start + more)) == (start, start + more)


@given(st.one_of(st.text(max_size=30), st.text("bytes 0123456789-/*", max_size=30)))
def test_any_content_range_is_one_or_refused(header: str) -> None:
    found = outcome(parse_content_range, header)
    if isinstance(found, Refusal):
        assert found.status in (400, 416)
    else:
        start, end = found
        assert 0 <= start <= end < 2**63
