"""Every driver: the finish of an upload, all or nothing, again after a crash."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from roadstead.blobs.driver import Missing, Storage
from roadstead.blobs.paths import blob_key
from roadstead.kit import faults
from roadstead.oci.digest import digest_of
from tests.support.content import noise
from tests.unit.blobs.steps import DATA, Reopen, content, held, kept, new_id, put, send


class Crash(BaseException):
    """The process ends here."""


class FinishStories:
    """Part of `DriverSuite`."""

    def test_a_finish_leaves_the_upload_until_it_is_dropped(self, storage: Storage) -> None:
        upload_id = new_id()
        key = blob_key(digest_of(DATA), upload_id)
        with held(storage, upload_id) as upload:
            upload.write(memoryview(DATA))
            upload.finish(key)
        assert kept(storage, upload_id) == content(storage, key) == DATA
        storage.drop_upload(upload_id)
        assert storage.upload_size(upload_id) == 0
        assert content(storage, key) == DATA

    def test_a_finish_can_be_done_again(self, reopen: Reopen) -> None:
        upload_id = new_id()
        key = blob_key(digest_of(DATA), upload_id)
        send(reopen(), upload_id, DATA)
        for _ in range(3):
            with held(reopen(), upload_id) as upload:
                upload.finish(key)
                upload.finish(key)
        assert list(reopen().keys()) == [key]
        assert content(reopen(), key) == DATA

    def test_it_is_known_that_a_finish_has_been(self, reopen: Reopen) -> None:
        upload_id = new_id()
        with held(reopen(), upload_id) as upload:
            upload.write(memoryview(DATA))
            upload.finish(blob_key(digest_of(DATA), upload_id))
            assert upload.placed
        with held(reopen(), upload_id) as upload:
            assert upload.placed

    def test_what_a_finish_put_can_be_taken_back_and_the_upload_goes_on(self, reopen: Reopen) -> None:
        upload_id, more = new_id(), noise("more")
        key, other = (blob_key(digest_of(data), upload_id) for data in (DATA, DATA + more))
        with held(reopen(), upload_id) as upload:
            upload.write(memoryview(DATA))
            upload.finish(key)
        reopen().delete(key)
        with held(reopen(), upload_id) as upload:
            upload.write(memoryview(more))
            upload.finish(other)
        assert list(reopen().keys()) == [other]
        assert content(reopen(), other) == DATA + more

    def test_until_the_finish_nothing_is_under_the_key(self, storage: Storage) -> None:
        upload_id = new_id()
        key = blob_key(digest_of(DATA), upload_id)
        with held(storage, upload_id) as upload:
            for at in range(0, len(DATA), 100):
                upload.write(memoryview(DATA)[at : at + 100])
                assert storage.size(key) is None
                assert list(storage.keys()) == []
                with pytest.raises(Missing):
                    storage.open(key)

    def test_a_crash_at_any_point_leaves_all_or_nothing(self, reopen: Reopen, monkeypatch: pytest.MonkeyPatch) -> None:
        """And the finish, done again by the next process, gives the blob."""
        survived = 0
        while self.crashes(reopen, monkeypatch, survived):
            survived += 1
        assert survived > 0, "the driver names no point with faults.reach"

    def crashes(self, reopen: Reopen, monkeypatch: pytest.MonkeyPatch, survived: int) -> bool:
        """Crash at the point after so many others, and look; False when the finish has no such point."""
        upload_id, reached = new_id(), []
        key = blob_key(digest_of(DATA), upload_id)

        def reach(point: str) -> None:
            assert point in faults.POINTS
            reached.append(point)
            if len(reached) > survived:
                raise Crash(point)

        monkeypatch.setattr(faults, "reach", reach)
        with held(reopen(), upload_id) as upload:
            upload.write(memoryview(DATA))
            try:
                upload.finish(key)
            except Crash:
                pass
            else:
                return False
        monkeypatch.undo()
        assert reopen().size(key) in (None, len(DATA)), reached
        with held(reopen(), upload_id) as upload:
            assert upload.placed or reopen().size(key) is None
        assert kept(reopen(), upload_id) == DATA, reached
        with held(reopen(), upload_id) as upload:
            upload.finish(key)
        assert content(reopen(), key) == DATA
        reopen().drop_upload(upload_id)
        reopen().delete(key)
        assert [*reopen().keys(), *reopen().uploads()] == []
        return True

    def test_the_same_content_many_times_at_once(self, reopen: Reopen) -> None:
        """Each incarnation is whole, and stands for itself."""
        data, many = noise("the same", 200_000), 8
        start = Barrier(many)

        def push(_: int) -> str:
            storage = reopen()
            start.wait()
            return put(storage, data)

        with ThreadPoolExecutor(many) as pool:
            keys = list(pool.map(push, range(many)))
        storage = reopen()
        assert sorted(storage.keys()) == sorted(keys)
        for key in keys[1:]:
            assert content(storage, key) == data
            storage.delete(key)
        assert content(storage, keys[0]) == data
        assert list(storage.uploads()) == []
