"""Every driver: bytes on their way in, from one writer at a time."""

from __future__ import annotations

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from roadstead.blobs.driver import Busy, Storage
from roadstead.blobs.paths import blob_key
from roadstead.oci.digest import digest_of
from tests.support.content import noise
from tests.unit.blobs.steps import ALGORITHMS, DATA, SIZES, Reopen, content, held, kept, new_id, put, send


class UploadStories:
    """Part of `DriverSuite`."""

    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize("algorithm", ALGORITHMS)
    def test_what_comes_in_at_once_is_given_out(self, storage: Storage, size: int, algorithm: str) -> None:
        data = noise("at once", size)
        key = put(storage, data, algorithm)
        assert content(storage, key) == data
        assert list(storage.keys()) == [key]
        assert list(storage.uploads()) == []

    @pytest.mark.parametrize("size", SIZES)
    def test_what_comes_in_over_many_requests_and_processes_is_one(self, reopen: Reopen, size: int) -> None:
        data = noise("in parts", size)
        upload_id = new_id()
        cuts = [0, size // 3, size // 3, size - size // 4, size]
        for start, end in itertools.pairwise(cuts):
            storage = reopen()
            assert storage.upload_size(upload_id) == start
            with held(storage, upload_id) as upload:
                assert upload.size == start
                for at in range(start, end, 300_000):
                    upload.write(memoryview(data)[at : min(at + 300_000, end)])
                assert upload.size == end
            assert storage.upload_size(upload_id) == end
        assert kept(reopen(), upload_id) == data
        key = blob_key(digest_of(data), upload_id)
        with held(reopen(), upload_id) as upload:
            upload.finish(key)
        assert content(reopen(), key) == data

    def test_an_upload_that_never_was_holds_nothing(self, storage: Storage) -> None:
        assert storage.upload_size(new_id()) == 0
        assert storage.upload_touched(new_id()) == 0
        assert list(storage.uploads()) == []
        storage.drop_upload(new_id())

    def test_uploads_are_listed_with_the_time_of_their_last_bytes(self, storage: Storage) -> None:
        ids = {new_id() for _ in range(5)}
        before = time.time() - 2  # a storage's clock may be coarse
        for upload_id in ids:
            send(storage, upload_id, DATA)
        assert set(storage.uploads()) == ids
        assert all(before <= storage.upload_touched(upload_id) <= time.time() + 2 for upload_id in ids)
        assert list(storage.keys()) == []

    def test_a_dropped_upload_is_gone_and_may_be_dropped_again(self, storage: Storage) -> None:
        gone, stays = new_id(), new_id()
        for upload_id in (gone, stays):
            send(storage, upload_id, DATA)
        for _ in range(2):
            storage.drop_upload(gone)
            assert storage.upload_size(gone) == 0
            assert list(storage.uploads()) == [stays]
        assert kept(storage, stays) == DATA

    @pytest.mark.parametrize("size", [0, 1, 299, 300])
    def test_what_is_taken_back_is_forgotten(self, reopen: Reopen, size: int) -> None:
        upload_id, more = new_id(), noise("more", 50)
        with held(reopen(), upload_id) as upload:
            upload.write(memoryview(DATA))
            upload.truncate(size)
            assert upload.size == size
        assert kept(reopen(), upload_id) == DATA[:size]
        send(reopen(), upload_id, more)
        assert kept(reopen(), upload_id) == DATA[:size] + more

    def test_nothing_written_is_nothing(self, storage: Storage) -> None:
        upload_id = new_id()
        send(storage, upload_id, b"", DATA, b"")
        assert kept(storage, upload_id) == DATA

    def test_a_buffer_may_be_used_again_once_it_is_written(self, storage: Storage) -> None:
        upload_id, buffer = new_id(), bytearray(1000)
        with held(storage, upload_id) as upload:
            for number in range(5):
                buffer[:] = bytes([number]) * 1000
                upload.write(memoryview(buffer))
        assert kept(storage, upload_id) == b"".join(bytes([number]) * 1000 for number in range(5))

    # ---- one writer at a time

    def test_a_second_writer_is_told_that_it_is_busy(self, reopen: Reopen) -> None:
        upload_id = new_id()
        with held(reopen(), upload_id) as upload:
            for storage in (reopen(), reopen()):
                with pytest.raises(Busy):
                    storage.upload(upload_id)
            upload.write(memoryview(DATA))
            assert reopen().upload_size(upload_id) in (0, len(DATA))
        assert kept(reopen(), upload_id) == DATA

    def test_of_many_writers_at_once_one_goes_on(self, reopen: Reopen) -> None:
        many, upload_id = 8, new_id()
        start, tried = Barrier(many), Barrier(many)

        def attempt(number: int) -> int:
            storage = reopen()
            start.wait()
            try:
                upload = storage.upload(upload_id)
            except Busy:
                tried.wait()
                return 0
            upload.write(memoryview(DATA))
            tried.wait()
            upload.close()
            return 1

        with ThreadPoolExecutor(many) as pool:
            assert sum(pool.map(attempt, range(many))) == 1
        assert kept(reopen(), upload_id) == DATA
