"""Every driver: finished blobs, read whole and in part, listed and deleted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from roadstead.blobs.driver import Blob, Missing, Storage
from roadstead.blobs.paths import blob_key, digest_of_key
from roadstead.oci.digest import digest_of
from tests.support.content import noise
from tests.unit.blobs.steps import (
    ALGORITHMS,
    DATA,
    MIB,
    SIZES,
    Reopen,
    content,
    new_id,
    opened,
    put,
    send,
    whole,
)


class BlobStories:
    """Part of `DriverSuite`."""

    @pytest.mark.parametrize("size", SIZES)
    def test_any_range_is_read(self, storage: Storage, size: int) -> None:
        data = noise("ranges", size)
        with opened(storage, put(storage, data)) as blob:
            assert blob.size == size
            for offset in {0, 1, size // 2, max(size - 1, 0), size, size + 1, size + MIB}:
                for length in {1, 2, max(size // 3, 1), size + 1}:
                    assert whole_range(blob, offset, length) == data[offset : offset + length]

    def test_a_blob_is_read_by_many_at_once(self, storage: Storage) -> None:
        data = noise("read by many", 3 * MIB)
        with opened(storage, put(storage, data)) as blob, ThreadPoolExecutor(6) as pool:
            assert all(pool.map(lambda _: whole(blob) == data, range(6)))

    def test_what_is_not_there_is_missing(self, storage: Storage) -> None:
        there = put(storage, DATA)
        for key in (
            blob_key(digest_of(DATA), "0" * 32),
            blob_key(digest_of(b"", "sha512"), "0" * 32),
            there[:-32] + new_id(),
        ):
            with pytest.raises(Missing):
                storage.open(key)
            assert storage.size(key) is None
            storage.delete(key)
        assert list(storage.keys()) == [there]

    def test_a_deleted_blob_is_gone_and_may_be_deleted_again(self, reopen: Reopen) -> None:
        keys = [put(reopen(), noise(number)) for number in range(3)]
        for _ in range(2):
            reopen().delete(keys[0])
            assert reopen().size(keys[0]) is None
            with pytest.raises(Missing):
                reopen().open(keys[0])
            assert sorted(reopen().keys()) == sorted(keys[1:])
        assert content(reopen(), keys[1]) == noise(1)

    def test_who_reads_a_blob_reads_it_to_its_end(self, storage: Storage) -> None:
        data = noise("deleted meanwhile", 3 * MIB)
        key = put(storage, data)
        with opened(storage, key) as blob:
            begin = blob.read(0, 1000)
            storage.delete(key)
            assert begin == data[:1000]
            assert whole(blob) == data

    def test_a_reader_has_the_whole_however_late_it_reads(self, storage: Storage) -> None:
        """A blob that is there never changes: what comes in later is another blob."""
        key = put(storage, DATA)
        with opened(storage, key) as blob:
            put(storage, DATA)
            put(storage, noise("other"))
            assert whole(blob) == DATA

    def test_closing_twice_does_no_harm(self, storage: Storage) -> None:
        key = put(storage, DATA)
        blob = storage.open(key)
        blob.close()
        with opened(storage, key) as other:  # what the first had may be the other's now
            blob.close()
            assert whole(other) == DATA

    def test_every_blob_is_listed(self, reopen: Reopen) -> None:
        keys = [put(reopen(), noise(number), algorithm) for number in range(30) for algorithm in ALGORITHMS]
        send(reopen(), new_id(), DATA)
        assert sorted(reopen().keys()) == sorted(keys)
        for number, key in enumerate(keys):
            digest, incarnation = digest_of_key(key)
            assert digest == digest_of(noise(number // 2), ALGORITHMS[number % 2])
            assert blob_key(digest, incarnation) == key


def whole_range(blob: Blob, offset: int, length: int) -> bytes:
    """`length` bytes from `offset`, fewer at the end."""
    found = b""
    while len(found) < length and (data := blob.read(offset + len(found), length - len(found))):
        found += data
    return found
