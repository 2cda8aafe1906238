"""What others may ask of accounts. Every call blocks: a worker thread's work."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE, Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.identity import passwords, store
from roadstead.domain.identity.logins import Logins, account_of
from roadstead.domain.identity.model import Account, Details, check_details, check_username, is_username
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

FIRST = 1
"""The id of the account that a fresh system begins with."""


class Identity:
    """Accounts: make, find, check a password, change it, close, end."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._logins = Logins(db)
        self.lockout = self._logins.lockout
        self.sign_in = self._logins.sign_in
        self.check = self._logins.check
        self.is_right = self._logins.is_right

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
        actor: Actor = CONSOLE,
        details: Details | None = None,
        sysadmin: bool = False,
    ) -> Account:
        """The new account. Raises Refusal BAD_REQUEST (a rule), CONFLICT (name or address taken)."""
        details = details or Details()
        check_username(username)
        check_details(details)
        password_hash = passwords.hashed(password)

        def add(tx: Tx) -> Account:
            texts = details.email or None, details.realname or "", details.comment or ""
            row = store.add(tx, username, *texts, password_hash, sysadmin, now_ms())
            if row is None:
                taken = "username" if store.by_name(tx, username) else "e-mail address"
                raise Refusal("CONFLICT", f"the {taken} is taken")
            account = account_of(row)
            text = "as system administrator" if sysadmin else ""
            record(tx, Entry(actor, "create", "user", username, description=text))
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
        return None if row is None else account_of(row)

    def by_id(self, account_id: int) -> Account | None:
        """The account, unless it is deleted."""
        row = self.db.read(store.by_id, account_id)
        return None if row is None else account_of(row)

    def set_password(self, account_id: int, password: str, *, actor: Actor = CONSOLE) -> None:
        """Change the password; tokens and sessions end, and nobody who logs in need wait any more.

        Raises Refusal BAD_REQUEST (a rule, or it is what it was), NOT_FOUND.
        """
        before = self.db.read(store.hash_of, account_id)
        password_hash = passwords.hashed(password)
        if passwords.matches(before, password):
            raise Refusal("BAD_REQUEST", "the new password must differ from the old one")

        def change(tx: Tx) -> None:
            account = known(tx, account_id)
            store.set_password(tx, account_id, password_hash, now_ms())
            self.lockout.forget(tx, account.username)
            record(tx, Entry(actor, "update", "user", account.username, description="password"))
            tx.touch(f"account:{account_id}")

        self.db.write(change)

    def change_password(self, account_id: int, old: str, new: str, *, actor: Actor) -> None:
        """`set_password` by the account's owner. Raises Refusal FORBIDDEN when the old one is wrong, and the same."""
        try:
            self.sign_in(actor.name, old, actor.address)
        except Refusal as refusal:
            if refusal.code != "UNAUTHORIZED":
                raise
            text = "old_password is not right, or was wrong too often: try again later"
            raise Refusal("FORBIDDEN", text, headers=refusal.headers) from None
        self.set_password(account_id, new, actor=actor)

    def disable(self, account_id: int, disabled: bool = True, *, actor: Actor = CONSOLE) -> None:
        """Close or open the account; tokens and sessions end. Raises Refusal NOT_FOUND; FORBIDDEN for the first one."""
        if account_id == FIRST and disabled:
            raise Refusal("FORBIDDEN", "the first administrator cannot be disabled")

        def change(tx: Tx) -> None:
            account = known(tx, account_id)
            store.set_disabled(tx, account_id, disabled, now_ms())
            self.lockout.forget(tx, account.username)
            text = "disabled" if disabled else "enabled"
            record(tx, Entry(actor, "update", "user", account.username, description=text))
            tx.touch(f"account:{account_id}")

        self.db.write(change)

    def delete(self, account_id: int, *, actor: Actor = CONSOLE, by: int = 0) -> None:
        """End the account and free its name; `by` is the account that does so.

        Raises Refusal NOT_FOUND; FORBIDDEN for the first account and for one's own.
        """
        if account_id == FIRST:
            raise Refusal("FORBIDDEN", "the first administrator cannot be deleted")
        if account_id == by:
            raise Refusal("FORBIDDEN", "nobody deletes their own account: another administrator can")

        def change(tx: Tx) -> None:
            account = known(tx, account_id)
            store.delete(tx, account_id, now_ms())
            self.lockout.forget(tx, account.username)
            record(tx, Entry(actor, "delete", "user", account.username))
            tx.touch(f"account:{account_id}")

        self.db.write(change)


def known(tx: Tx, account_id: int) -> Account:
    """The account. Raises Refusal NOT_FOUND when there is none, or none any more."""
    row = store.by_id(tx, account_id)
    if row is None:
        raise Refusal("NOT_FOUND", "there is no such account")
    return account_of(row)
