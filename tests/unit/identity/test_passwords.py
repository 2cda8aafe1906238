"""Passwords: the rules, the hashes, and what a check costs."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.identity import passwords, remembered
from roadstead.domain.identity.service import Identity
from tests.unit.refusals import refused

PASSWORD = "Right-password-1"


class Counted:
    """Stands before `passwords.is_right`: counts, and sees how many compute at once."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.now = self.most = 0
        self._lock = threading.Lock()
        self._real = passwords.is_right

    def __call__(self, known_hash: str, password: str) -> bool:
        with self._lock:
            self.calls.append(known_hash)
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            return self._real(known_hash, password)
        finally:
            with self._lock:
                self.now -= 1


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counting = Counted()
    monkeypatch.setattr(passwords, "is_right", counting)
    return counting


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("Short1a", "8 to 128 characters"),
        ("L0ng" + "a" * 125, "8 to 128 characters"),
        ("lower-case-1", "an upper case letter"),
        ("UPPER-CASE-1", "a lower case letter"),
        ("No-digits-here", "a digit"),
        ("", "8 to 128 characters, contain an upper case letter, contain a lower case letter, contain a digit"),
    ],
)
def test_a_weak_password_is_refused_by_every_rule_it_breaks(password: str, rule: str) -> None:
    with refused("BAD_REQUEST", rule):
        passwords.check_rules(password)


@pytest.mark.parametrize("password", ["Eight-c1", "L0ng" + "a" * 124, "Пароль-12", "With space 1"])
def test_a_password_within_the_rules_is_taken(password: str) -> None:
    known_hash = passwords.hashed(password)
    assert known_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.is_right(known_hash, password)
    assert not passwords.is_right(known_hash, password + "x")
    assert not passwords.is_outdated(known_hash)


def test_made_passwords_keep_the_rules_and_differ() -> None:
    made = {passwords.made_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        passwords.check_rules(password)


def test_nobodys_hash_costs_the_same_and_fits_nothing() -> None:
    assert not passwords.is_outdated(passwords.NOBODYS_HASH)
    assert not passwords.is_right(passwords.NOBODYS_HASH, "")
    assert not passwords.is_right(passwords.NOBODYS_HASH, PASSWORD)


@pytest.mark.parametrize("text", ["", "x", "$argon2id$", "\ud800"])
def test_a_hash_or_password_that_is_none_is_wrong(text: str) -> None:
    assert not passwords.is_right(text, PASSWORD)
    assert not passwords.is_right(passwords.NOBODYS_HASH, text)


def test_an_unknown_name_is_computed_like_a_wrong_password(database: Database, counted: Counted) -> None:
    identity = Identity(database)
    identity.create("bob", PASSWORD)
    assert identity.check("bob", "Wrong-password-1") is None
    assert identity.check("nobody", "Wrong-password-1") is None
    assert identity.check("not:a\x00name", "Wrong-password-1") is None
    parameters = [known_hash.rsplit("$", 2)[0] for known_hash in counted.calls]
    assert parameters == ["$argon2id$v=19$m=19456,t=2,p=1"] * 3


def test_a_thousand_logins_cost_one_computation(database: Database, counted: Counted) -> None:
    identity = Identity(database)
    account = identity.create("bob", PASSWORD)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: identity.check("bob", PASSWORD), range(1000)))
    assert answers == [account] * 1000
    assert len(counted.calls) <= passwords.AT_ONCE


def test_a_wrong_password_is_computed_every_time(database: Database, counted: Counted) -> None:
    identity = Identity(database)
    identity.create("bob", PASSWORD)
    assert identity.check("bob", PASSWORD) is not None
    for _ in range(3):
        assert identity.check("bob", "Wrong-password-1") is None
    assert len(counted.calls) == 4


def test_no_more_than_two_compute_at_once(database: Database, counted: Counted) -> None:
    identity = Identity(database)
    identity.create("bob", PASSWORD)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: identity.check("bob", f"Wrong-{n}"), range(16)))
    assert len(counted.calls) == 16
    assert counted.most <= passwords.AT_ONCE


def test_who_gets_no_turn_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    with passwords.turn, passwords.turn, refused("TOOMANYREQUESTS"), passwords.turn:
        pass
    with passwords.turn:  # and nothing of it stays taken
        pass


def test_a_right_password_is_not_remembered_for_long(
    database: Database, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = Identity(database)
    identity.create("bob", PASSWORD)
    assert remembered.SECONDS <= 60
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    assert identity.check("bob", PASSWORD) is not None
    assert identity.check("bob", PASSWORD) is not None
    assert len(counted.calls) == 2


def test_what_is_remembered_ends_with_a_change_made_elsewhere(database: Database, counted: Counted) -> None:
    """Another process or node changes the row, and no word of it arrives: the row itself is asked."""
    identity = Identity(database)
    account = identity.create("bob", PASSWORD)
    assert identity.check("bob", PASSWORD) is not None

    def change(tx: Tx, sql: str) -> None:
        tx.run(sql, account.id)

    database.write(change, "UPDATE account SET epoch = epoch + 1 WHERE id = ?")
    assert identity.check("bob", PASSWORD) is not None
    assert len(counted.calls) == 2  # computed anew
    database.write(change, f"UPDATE account SET password_hash = '{passwords.NOBODYS_HASH}' WHERE id = ?")
    assert identity.check("bob", PASSWORD) is None


def test_an_older_hash_is_made_new_at_login_and_tokens_stay(database: Database) -> None:
    identity = Identity(database)
    account = identity.create("bob", PASSWORD)
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)

    def put(tx: Tx) -> None:
        tx.run("UPDATE account SET password_hash = ? WHERE id = ?", old, account.id)

    database.write(put)
    assert identity.check("bob", PASSWORD) == account

    def known_hash(tx: Tx) -> str:
        return str(tx.value("SELECT password_hash FROM account WHERE id = ?", account.id))

    assert database.read(known_hash).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert identity.check("bob", PASSWORD) == account
    assert identity.check("bob", "Wrong-password-1") is None
