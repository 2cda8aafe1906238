"""Accounts on both databases: make, find, change, end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roadstead.db.database import Database
from roadstead.domain.identity.model import Details
from roadstead.domain.identity.service import FIRST, Identity
from roadstead.errors import Refusal
from tests.unit.refusals import refused

PASSWORD = "Right-password-1"


@pytest.fixture
def identity(database: Database) -> Identity:
    return Identity(database)


def test_a_new_account_is_found_by_name_and_by_id(identity: Identity) -> None:
    made = identity.create("bob", PASSWORD, details=Details("bob@example.org", "Bob 陈"))
    assert identity.by_name("bob") == identity.by_id(made.id) == made
    assert (made.sysadmin, made.disabled, made.epoch) == (False, False, 0)
    assert identity.create("root", PASSWORD, sysadmin=True).sysadmin
    assert identity.by_name("nobody") is None
    assert identity.by_id(made.id + 100) is None


def test_names_and_addresses_are_unique(identity: Identity) -> None:
    identity.create("bob", PASSWORD, details=Details("bob@example.org"))
    with refused("CONFLICT", "username is taken"):
        identity.create("bob", PASSWORD)
    with refused("CONFLICT", "e-mail address is taken"):
        identity.create("rob", PASSWORD, details=Details("bob@example.org"))
    assert identity.by_name("rob") is None
    identity.create("rob", PASSWORD)
    identity.create("tom", PASSWORD)  # without an address, like rob


@pytest.mark.parametrize(
    "name",
    ["", "a,b", 'a"b', "a~b", "a#b", "a%b", "a$b", "a:b", " a", "a ", "a\x00b", "a\nb", "a\u200bb", "x" * 256],
)
def test_a_username_that_breaks_the_rules_is_refused(identity: Identity, name: str) -> None:
    with refused("BAD_REQUEST", "a username has"):
        identity.create(name, PASSWORD)
    assert identity.by_name(name) is None
    assert identity.check(name, PASSWORD) is None


@pytest.mark.parametrize("name", ["a", "x" * 255, "bob@example.org", "Ünal", "陈", "a b", "robot+x", "'; DROP--"])
def test_a_username_within_the_rules_is_taken(identity: Identity, name: str) -> None:
    assert identity.create(name, PASSWORD).username == name
    assert identity.check(name, PASSWORD) is not None


@pytest.mark.parametrize("email", ["bob", "bob@", "@x", "a b@c", "a@b\n", "a@" + "x" * 255])
def test_an_address_that_is_none_is_refused(identity: Identity, email: str) -> None:
    with refused("BAD_REQUEST", "an e-mail address is"):
        identity.create("bob", PASSWORD, details=Details(email))


def test_a_new_password_ends_the_old_one_and_moves_the_epoch(identity: Identity) -> None:
    account = identity.create("bob", PASSWORD)
    assert identity.check("bob", PASSWORD) == account
    identity.set_password(account.id, "Other-password-2")
    assert identity.check("bob", PASSWORD) is None
    after = identity.check("bob", "Other-password-2")
    assert after is not None
    assert after.epoch == account.epoch + 1


def test_a_disabled_account_cannot_log_in_until_it_is_open_again(identity: Identity) -> None:
    identity.create("first", PASSWORD)
    account = identity.create("bob", PASSWORD)
    assert identity.check("bob", PASSWORD) is not None
    identity.disable(account.id)
    assert identity.check("bob", PASSWORD) is None
    found = identity.by_id(account.id)
    assert found is not None
    assert found.disabled
    identity.disable(account.id, False)
    again = identity.check("bob", PASSWORD)
    assert again is not None
    assert again.epoch == account.epoch + 2


def test_a_deleted_account_is_gone_and_its_name_is_free_for_somebody_else(identity: Identity) -> None:
    identity.create("first", PASSWORD)
    account = identity.create("bob", PASSWORD, details=Details("bob@example.org"))
    identity.delete(account.id)
    assert identity.by_name("bob") is None
    assert identity.by_id(account.id) is None
    assert identity.check("bob", PASSWORD) is None
    other = identity.create("bob", "Other-password-2", details=Details("bob@example.org"))
    assert other.id != account.id
    assert identity.check("bob", PASSWORD) is None


def test_the_first_account_stays(identity: Identity) -> None:
    assert identity.create("first", PASSWORD).id == FIRST
    with refused("FORBIDDEN", "first administrator"):
        identity.delete(FIRST)
    with refused("FORBIDDEN", "first administrator"):
        identity.disable(FIRST)


def test_what_is_not_there_cannot_be_changed(identity: Identity) -> None:
    identity.create("first", PASSWORD)
    gone = identity.create("bob", PASSWORD).id
    identity.delete(gone)
    changes: list[Callable[[], None]] = [
        lambda: identity.set_password(gone, PASSWORD),
        lambda: identity.disable(gone),
        lambda: identity.delete(gone),
    ]
    for change in changes:
        with refused("NOT_FOUND", "no such account"):
            change()


def test_every_change_makes_what_is_cached_of_the_account_old(database: Database, identity: Identity) -> None:
    identity.create("first", PASSWORD)
    account = identity.create("bob", PASSWORD)
    name = f"account:{account.id}"
    changes: list[Callable[[], None]] = [
        lambda: identity.set_password(account.id, "Other-password-2"),
        lambda: identity.disable(account.id),
        lambda: identity.delete(account.id),
    ]
    for change in changes:
        before = database.generations.of(name)
        change()
        assert database.generations.of(name) != before


def test_a_refusal_never_repeats_the_password(identity: Identity) -> None:
    with pytest.raises(Refusal) as caught:
        identity.create("bob", "canary-secret")
    assert "canary" not in str(caught.value)
    assert "canary" not in caught.value.body().decode()
