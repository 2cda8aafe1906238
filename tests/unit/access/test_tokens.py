"""Tokens: what is signed is what is read, and only while it is in force."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest

from roadstead.domain.access.keys import Keys
from roadstead.domain.access.tokens import LEEWAY, LONGEST, Entry, Tokens
from roadstead.domain.identity.model import Account
from roadstead.settings import Settings
from roadstead.settings import Tokens as TokenSettings
from tests.unit.refusals import refused

BOB = Account(7, "bob", sysadmin=False, disabled=False, epoch=3)
ACCESS = (Entry("repository", "team/app", ("pull", "push")),)


def tokens(folder: Path, **settings: Any) -> Tokens:
    made = Settings(tokens=TokenSettings(**settings))
    return Tokens(made, Keys(folder / "keys", made.tokens.algorithm))


def part(token: str, number: int) -> Any:
    text = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])
def test_a_token_says_what_it_was_given_for(tmp_path: Path, algorithm: str) -> None:
    given = tokens(tmp_path, algorithm=algorithm)
    token, seconds, issued_at = given.issue(BOB, ACCESS, {"team": 4})
    claims = given.verify(token)
    assert (claims.sub, claims.account, claims.epoch) == ("bob", 7, 3)
    assert (claims.access, claims.projects) == (ACCESS, {"team": 4})
    assert (claims.iat, claims.nbf, claims.exp) == (issued_at, issued_at, issued_at + seconds)
    assert abs(issued_at - time.time()) < 60
    assert part(token, 0) == {"alg": algorithm, "kid": given.keys.signing().id, "typ": "JWT"}


def test_a_token_of_nobody_known(tmp_path: Path) -> None:
    given = tokens(tmp_path)
    claims = given.verify(given.issue(None, (), {})[0])
    assert (claims.sub, claims.account, claims.epoch, claims.access) == ("", 0, 0, ())


def test_its_form_is_that_of_dockers_specification(tmp_path: Path) -> None:
    token = tokens(tmp_path).issue(BOB, ACCESS, {"team": 4})[0]
    body = part(token, 1)
    assert body["access"] == [{"type": "repository", "name": "team/app", "actions": ["pull", "push"]}]
    assert body["iss"] == "harbor-token-issuer"
    assert body["aud"] == "harbor-registry"
    assert {"exp", "nbf", "iat", "jti", "sub"} <= body.keys()


def test_two_tokens_are_never_the_same(tmp_path: Path) -> None:
    given = tokens(tmp_path)
    assert part(given.issue(BOB, (), {})[0], 1)["jti"] != part(given.issue(BOB, (), {})[0], 1)["jti"]


@pytest.mark.parametrize(("ago", "good"), [(0, True), (59, True), (61, False), (10_000, False)])
def test_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ago: int, good: bool) -> None:
    given = tokens(tmp_path)
    token, seconds, issued_at = given.issue(BOB, (), {})
    assert LEEWAY == 60
    monkeypatch.setattr(time, "time", lambda: float(issued_at + seconds + ago))
    if good:
        assert given.verify(token).account == 7
    else:
        with refused("UNAUTHORIZED"):
            given.verify(token)


@pytest.mark.parametrize(("behind", "good"), [(59, True), (61, False)])
def test_one_from_the_future_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behind: int, good: bool
) -> None:
    given = tokens(tmp_path)
    token, _, issued_at = given.issue(BOB, (), {})
    monkeypatch.setattr(time, "time", lambda: float(issued_at - behind))
    if good:
        assert given.verify(token).account == 7
    else:
        with refused("UNAUTHORIZED"):
            given.verify(token)


@pytest.mark.parametrize("other", [{"issuer": "other"}, {"service": "other"}])
def test_one_for_another_service_is_refused(tmp_path: Path, other: dict[str, str]) -> None:
    token = tokens(tmp_path, **other).issue(BOB, (), {})[0]
    with refused("UNAUTHORIZED"):
        tokens(tmp_path).verify(token)


def test_one_signed_by_other_keys_is_refused(tmp_path: Path) -> None:
    token = tokens(tmp_path / "other").issue(BOB, (), {})[0]
    with refused("UNAUTHORIZED"):
        tokens(tmp_path / "ours").verify(token)


def test_rotation_keeps_tokens_and_removing_a_key_ends_them(tmp_path: Path) -> None:
    given = tokens(tmp_path)
    old = given.issue(BOB, (), {})[0]
    given.keys.rotate()
    new = given.issue(BOB, (), {})[0]
    assert part(old, 0)["kid"] != part(new, 0)["kid"]
    assert given.verify(old).account == given.verify(new).account == 7
    (tmp_path / "keys" / "0000000000000-ES256.pem").unlink()
    assert given.verify(new).account == 7
    with refused("UNAUTHORIZED"):
        given.verify(old)


def test_changing_the_algorithm_keeps_tokens(tmp_path: Path) -> None:
    token = tokens(tmp_path, algorithm="ES256").issue(BOB, (), {})[0]
    assert tokens(tmp_path, algorithm="EdDSA").verify(token).account == 7


def test_one_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    given = tokens(tmp_path)
    many = [Entry("repository", f"team/{'x' * 200}{n}", ("pull",)) for n in range(100)]
    token = given.issue(BOB, many, {})[0]
    assert len(token) > LONGEST
    with refused("UNAUTHORIZED"):
        given.verify(token)
