"""Every driver: the small files of a journal."""

from __future__ import annotations

import pytest

from roadstead.blobs.driver import Missing, Storage
from roadstead.blobs.paths import segment_key
from tests.unit.blobs.steps import DATA, Reopen, put

KEY = segment_key("a" * 32, 7, "b" * 8)
OTHER = segment_key("a" * 32, 8, "b" * 8)
NO_KEYS = ["", "journal", "journal/", "journal/../secret", f"/{KEY}", f"{KEY}/x", f"{KEY}\n", KEY.upper(), KEY[:-1]]


class SegmentStories:
    """Part of `DriverSuite`."""

    def test_a_segment_is_there_for_everybody(self, storage: Storage, reopen: Reopen) -> None:
        blob = put(storage, DATA)
        storage.put_segment(KEY, b"first")
        storage.put_segment(OTHER, b"")
        again = reopen()
        assert (again.segment(KEY), again.segment(OTHER)) == (b"first", b"")
        assert sorted(again.segments()) == [KEY, OTHER]
        assert list(again.keys()) == [blob]
        again.put_segment(KEY, b"second")
        assert storage.segment(KEY) == b"second"
        again.drop_segment(KEY)
        again.drop_segment(KEY)
        assert list(storage.segments()) == [OTHER]
        with pytest.raises(Missing):
            storage.segment(KEY)

    @pytest.mark.parametrize("key", NO_KEYS)
    def test_there_is_nothing_under_a_key_of_none(self, storage: Storage, key: str) -> None:
        with pytest.raises(Missing):
            storage.put_segment(key, DATA)
        with pytest.raises(Missing):
            storage.segment(key)
        storage.drop_segment(key)
        assert list(storage.segments()) == []
