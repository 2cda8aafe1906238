"""The keys' folder changes under a running server: what can be read counts at once, what cannot ends nothing."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path

import pytest

from roadstead.domain.access.keys import Keys, KeysError


def test_a_file_that_is_no_key_ends_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keys = Keys(tmp_path, "ES256")
    first = keys.signing()
    bad = tmp_path / "9999999999999-ES256.pem"
    bad.write_text("canary")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert keys.signing() == first
            assert keys.by_id(first.id) == first
    assert len(caplog.records) == 1
    said = str(vars(caplog.records[0])["error"])
    assert str(bad) in said
    assert "canary" not in said


def test_a_key_that_is_being_copied_counts_when_it_is_whole(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "here", "ES256")
    other = Keys(tmp_path / "there", "ES256").signing()
    (pem,) = [file.read_bytes() for file in (tmp_path / "there").glob("*.pem")]
    file = tmp_path / "here" / "8888888888888-ES256.pem"
    for part in (b"", pem[:50]):
        file.write_bytes(part)
        assert keys.by_id(other.id) is None
    file.write_bytes(pem)
    assert keys.by_id(other.id) == other
    assert keys.signing() == other


def test_a_key_is_retired_though_another_file_is_none(tmp_path: Path) -> None:
    keys = Keys(tmp_path, "ES256")
    old = keys.signing()
    new = keys.rotate()
    (tmp_path / "7-ES256.pem").write_text("")
    os.unlink(tmp_path / f"{0:013}-ES256.pem")
    assert keys.by_id(old.id) is None
    assert keys.signing() == new


def test_a_key_that_cannot_be_read_just_now_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no more files can be opened, say: that says nothing of the key."""
    keys = Keys(tmp_path / "here", "ES256")
    other = Keys(tmp_path / "there", "ES256").signing()
    (file,) = (tmp_path / "there").glob("*.pem")
    os.rename(file, tmp_path / "here" / "8888888888888-ES256.pem")

    def exhausted(path: Path) -> bytes:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", exhausted)
        with pytest.raises(OSError, match="Too many open files"):
            keys.signing()
    assert keys.signing() == other


def test_none_is_passed_over_at_the_start(tmp_path: Path) -> None:
    Keys(tmp_path, "ES256")
    (tmp_path / "7-ES256.pem").write_text("")
    with pytest.raises(KeysError, match=r"7-ES256\.pem"):
        Keys(tmp_path, "ES256")
