"""Signing keys: made once, kept private, rotated, retired."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from roadstead.domain.access.keys import Keys, KeysError

ALGORITHMS = ["ES256", "EdDSA"]


def ids(folder: str) -> str:
    return Keys(Path(folder), "ES256").signing().id


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_key_is_made_at_first_start_and_found_again(tmp_path: Path, algorithm: str) -> None:
    first = Keys(tmp_path / "keys", algorithm).signing()
    again = Keys(tmp_path / "keys", algorithm).signing()
    assert first.id == again.id
    assert first.algorithm == algorithm
    assert len(first.id) == 43  # SHA-256 in base64url, RFC 7638


def test_only_the_owner_may_read_them(tmp_path: Path) -> None:
    Keys(tmp_path / "keys", "ES256").rotate()
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    files = os.listdir(tmp_path / "keys")
    assert len(files) == 2
    assert {(tmp_path / "keys" / name).stat().st_mode & 0o777 for name in files} == {0o600}


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.map(ids, [str(tmp_path / "keys")] * 8, chunksize=1)
    assert len(set(found)) == 1
    assert os.listdir(tmp_path / "keys") == ["0000000000000-ES256.pem"]  # and no draft is left


def test_the_newest_signs_and_all_verify_also_in_a_process_that_runs(tmp_path: Path) -> None:
    running = Keys(tmp_path / "keys", "ES256")
    old = running.signing()
    new = Keys(tmp_path / "keys", "ES256").rotate()
    assert new.id != old.id
    assert running.signing().id == new.id
    assert [running.by_id(i) is not None for i in (old.id, new.id)] == [True, True]


def test_a_removed_key_is_no_key_any_more(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys", "ES256")
    old = keys.signing()
    new = keys.rotate()
    (tmp_path / "keys" / "0000000000000-ES256.pem").unlink()
    assert keys.by_id(old.id) is None
    assert keys.by_id(new.id) is not None
    shutil.rmtree(tmp_path / "keys")
    (tmp_path / "keys").mkdir()
    with pytest.raises(KeysError, match="no ES256 key is left"):
        keys.signing()


def test_another_algorithm_gets_a_key_of_its_own(tmp_path: Path) -> None:
    old = Keys(tmp_path / "keys", "ES256").signing()
    keys = Keys(tmp_path / "keys", "EdDSA")
    assert keys.signing().algorithm == "EdDSA"
    verifying = keys.by_id(old.id)
    assert verifying is not None
    assert verifying.algorithm == "ES256"


@pytest.mark.parametrize(
    ("name", "content"),
    [("1-ES256.pem", b"secret-canary"), ("1-ES256.pem", b""), ("1-RS256.pem", b"secret-canary"), ("x.pem", b"")],
)
def test_a_file_that_is_no_key_is_named_and_not_shown(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(KeysError) as caught:
        Keys(tmp_path, "ES256")
    assert name in str(caught.value)
    assert "canary" not in str(caught.value)


def test_a_key_of_the_wrong_kind_is_refused(tmp_path: Path) -> None:
    Keys(tmp_path / "a", "EdDSA")
    (tmp_path / "b").mkdir()
    shutil.copy(tmp_path / "a" / "0000000000000-EdDSA.pem", tmp_path / "b" / "1-ES256.pem")
    with pytest.raises(KeysError, match=r"1-ES256\.pem"):
        Keys(tmp_path / "b", "ES256")


def test_a_key_never_shows_its_secret(tmp_path: Path) -> None:
    key = Keys(tmp_path / "keys", "ES256").signing()
    assert repr(key) == str(key) == f"Key({key.id}, ES256)"
