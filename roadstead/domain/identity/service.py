"""What others may ask of accounts. Every call blocks: a worker thread's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx
from roadstead.domain.identity import passwords, store
from roadstead.domain.identity.model import Account, check_email, check_username, is_username
from roadstead.domain.identity.remembered import Remembered
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

V = TypeVar("V")

FIRST = 1
"""The id of the account that a fresh system begins with."""


class Identity:
    """Accounts: make, find, check a password, change, end."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._remembered = Remembered()

    @staticmethod
    def made_password() -> str:
        """A random password that keeps the rules."""
        return passwords.made_password()

    @staticmethod
    def hashed(password: str) -> str:
        """What `create_first` takes. Raises Refusal BAD_REQUEST when the rules do not hold."""
        return passwords.hashed(password)

    def create(
        self,
        username: str,
        password: str,
        *,
        email: str | None = None,
        realname: str = "",
        sysadmin: bool = False,
    ) -> Account:
        """The new account. Raises Refusal BAD_REQUEST (a rule), CONFLICT (name or address taken)."""
        check_username(username)
        if email is not None:
            check_email(email)
        if "\x00" in realname or len(realname) > 255:
            raise Refusal("BAD_REQUEST", "a real name has at most 255 characters and no NUL")
        password_hash = passwords.hashed(password)

        def add(tx: Tx) -> Account:
            row = store.add(tx, username, email, realname, password_hash, sysadmin, now_ms())
            if row is None:
                taken = "username" if store.by_name(tx, username) else "e-mail address"
                raise Refusal("CONFLICT", f"the {taken} is taken")
            account = _account(row)
            tx.touch(f"account:{account.id}")
            return account

        return self.db.write(add)

    def create_first(self, username: str, password_hash: str, tx: Tx) -> bool:
        """Make account 1, an administrator, in the caller's transaction; False when a system has begun here before."""
        return store.add_first(tx, username, password_hash, now_ms())

    def has_begun(self) -> bool:
        """Whether account 1 was ever made here."""
        return self.db.read(store.ever_had, FIRST)

    def by_name(self, username: str) -> Account | None:
        """The account that has this name now."""
        if not is_username(username):
            return None
        row = self.db.read(store.by_name, username)
        return None if row is None else _account(row)

    def by_id(self, account_id: int) -> Account | None:
        """The account, unless it is deleted."""
        row = self.db.read(store.by_id, account_id)
        return None if row is None else _account(row)

    def check(self, username: str, password: str) -> Account | None:
        """The account, if the password is right and it is neither disabled nor deleted.

        No answer and no time tells an unknown name from a wrong password. The row is read every time, so
        what is remembered of a right password ends with the hash and the epoch it was right for.
        """
        row = self.db.read(store.by_name, username) if is_username(username) else None
        known_hash = passwords.NOBODYS_HASH if row is None else str(row[5])
        epoch = 0 if row is None else int(row[4])
        key = self._remembered.key(username, password, known_hash, epoch)
        right = self._remembered.has(key)
        if not right:
            with passwords.turn:
                # many log in with one credential at once: the first computes, the rest find it here
                right = self._remembered.has(key) or passwords.is_right(known_hash, password)
        if row is None or not right:
            return None
        account = _account(row)
        if account.disabled:
            return None
        self._remembered.put(key)
        if passwords.is_outdated(known_hash):
            self._rehash(account.id, known_hash, password)
        return account

    def set_password(self, account_id: int, password: str) -> None:
        """Change the password; tokens given before end. Raises Refusal BAD_REQUEST, NOT_FOUND."""
        password_hash = passwords.hashed(password)
        self.db.write(_change, account_id, store.set_password, password_hash)

    def disable(self, account_id: int, disabled: bool = True) -> None:
        """Close or open the account; tokens given before end. Raises Refusal NOT_FOUND."""
        self.db.write(_change, account_id, store.set_disabled, disabled)

    def delete(self, account_id: int) -> None:
        """End the account and free its name. Raises Refusal NOT_FOUND; PRECONDITION for the first one."""
        if account_id == FIRST:
            raise Refusal("PRECONDITION", "the first administrator cannot be deleted")
        self.db.write(_change, account_id, store.delete, now_ms())

    def _rehash(self, account_id: int, old: str, password: str) -> None:
        try:
            new = passwords.hashed(password)
        except Refusal:
            return  # a password older than the rules, or no turn: the old hash still serves
        self.db.write(store.replace_hash, account_id, old, new)


def _change(tx: Tx, account_id: int, change: Callable[[Tx, int, V], int], value: V) -> None:
    if not change(tx, account_id, value):
        raise Refusal("NOT_FOUND", "there is no such account")
    tx.touch(f"account:{account_id}")


def _account(row: Row) -> Account:
    return Account(row[0], row[1], bool(row[2]), bool(row[3]), row[4])
