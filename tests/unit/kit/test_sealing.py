"""Secrets at rest: nothing of them is readable, nothing can be changed or moved, and keys can be changed."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roadstead.kit.sealing import Sealer, SealError

PLACE, SECRET = "configuration:ldap_search_password", "Canary-secret-\N{SNOWMAN}"


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    return Sealer(tmp_path / "keys" / "secrets.key")


def test_what_is_sealed_is_opened_and_is_never_the_same(sealer: Sealer) -> None:
    first, second = (sealer.seal(SECRET, PLACE) for _ in range(2))
    assert first != second
    assert "Canary" not in first
    assert sealer.opened(first, PLACE) == sealer.opened(second, PLACE) == SECRET
    assert stat.S_IMODE(sealer.file.stat().st_mode) == 0o600
    assert [one.name for one in sealer.file.parent.iterdir()] == ["secrets.key"]


def test_what_was_changed_or_moved_is_refused(sealer: Sealer) -> None:
    sealed = sealer.seal(SECRET, PLACE)
    other = Sealer(sealer.file.with_name("other.key"))
    other.seal("x", PLACE)
    for text, place in (
        *((sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :], PLACE) for at in range(len(sealed))),
        (sealed, "configuration:oidc_client_secret"),
        (sealed[:-5], PLACE),
        (SECRET, PLACE),
        ("", PLACE),
        (other.seal(SECRET, PLACE), PLACE),
    ):
        with pytest.raises(SealError) as failure:
            sealer.opened(text, place)
        assert "Canary" not in str(failure.value)


def test_a_new_key_seals_and_the_old_one_still_opens_until_it_is_removed(sealer: Sealer) -> None:
    old = sealer.seal(SECRET, PLACE)
    sealer.rotate()
    new = sealer.seal(SECRET, PLACE)
    assert sealer.opened(old, PLACE) == sealer.opened(new, PLACE) == SECRET
    newest, _ = sealer.file.read_text().split()
    sealer.file.write_text(newest)
    assert sealer.opened(new, PLACE) == SECRET
    with pytest.raises(SealError):
        sealer.opened(old, PLACE)


def test_of_many_that_need_a_key_at_once_all_take_the_same(sealer: Sealer) -> None:
    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(lambda n: Sealer(sealer.file).seal(str(n), PLACE), range(8)))
    assert [sealer.opened(one, PLACE) for one in sealed] == [str(n) for n in range(8)]


@pytest.mark.parametrize("content", ["", "short\n", "A" * 43 + "=\nshort\n", "\xe9", "not base64 at all!\n"])
def test_a_key_file_that_is_none_is_refused_by_name(sealer: Sealer, content: str) -> None:
    sealer.file.parent.mkdir()
    sealer.file.write_text(content, "latin-1")
    for attempt in (lambda: sealer.seal(SECRET, PLACE), sealer.rotate):
        with pytest.raises(SealError, match=r"secrets\.key"):
            attempt()
    assert sealer.file.read_text("latin-1") == content
