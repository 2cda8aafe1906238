"""Every driver: names that are none, and names that try to leave the folder."""

from __future__ import annotations

import pytest

from roadstead.blobs.driver import Missing, Storage
from roadstead.blobs.paths import blob_key
from roadstead.oci.digest import digest_of
from tests.unit.blobs.steps import DATA, held, kept, new_id, put

KEY = blob_key(digest_of(DATA), "0" * 32)
# What a stranger might hope to be taken for an upload's id, and for a blob's key.
NO_IDS = [
    "",
    ".",
    "..",
    "../secret",
    "../../secret",
    "/etc/passwd",
    "a/../../secret",
    "0" * 31,
    "0" * 33,
    "0" * 31 + "A",
    "0" * 31 + "\0",
    "0" * 32 + "\n",
    "x" * 5000,
]
NO_KEYS = [
    *NO_IDS,
    "blobs",
    "blobs/sha256",
    "uploads/" + "0" * 32,
    KEY[:-1],
    KEY + "\n",
    KEY + "/x",
    "/" + KEY,
    "./" + KEY,
    KEY.replace("sha256", "md5"),
    KEY.replace("blobs/sha256/", "blobs/sha256/../sha256/"),
    f"blobs/sha256/00/{KEY.rpartition('/')[2]}",
    f"blobs/sha256/../../../secret.{'0' * 32}",
    f"blobs/sha256/aa/../../../secret.{'0' * 32}",
]


class NameStories:
    """Part of `DriverSuite`."""

    @pytest.mark.parametrize("upload_id", NO_IDS)
    def test_nothing_is_written_under_an_id_that_is_none(self, storage: Storage, upload_id: str) -> None:
        with pytest.raises(Missing):
            storage.upload(upload_id)
        assert storage.upload_size(upload_id) == 0
        assert storage.upload_touched(upload_id) == 0
        storage.drop_upload(upload_id)
        assert list(storage.uploads()) == []

    @pytest.mark.parametrize("key", NO_KEYS)
    def test_there_is_nothing_under_a_key_that_is_none(self, storage: Storage, key: str) -> None:
        there = put(storage, DATA)
        upload_id = new_id()
        with held(storage, upload_id) as upload:
            upload.write(memoryview(DATA))
            with pytest.raises(Missing):
                upload.finish(key)
        with pytest.raises(Missing):
            storage.open(key)
        assert storage.size(key) is None
        storage.delete(key)
        assert list(storage.keys()) == [there]
        assert kept(storage, upload_id) == DATA
