"""From a name and a password to an account."""

from __future__ import annotations

import logging

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx, Unavailable
from roadstead.domain.identity import passwords, store
from roadstead.domain.identity.lockout import Lockout
from roadstead.domain.identity.model import Account, Unremembered, is_username
from roadstead.domain.identity.remembered import Remembered
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

log = logging.getLogger("roadstead.identity")

SEEN = 60_000
"""How often it is written down that somebody was let in, in milliseconds."""


class Logins:
    """Checks passwords. No answer and no time tells an unknown name from a wrong password."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.lockout = Lockout(db)
        self._remembered = Remembered()

    def sign_in(self, username: str, password: str, address: str, *, compute: bool = True) -> Account:
        """The account, if the password is right and it is neither disabled nor deleted.

        Raises Refusal UNAUTHORIZED, with `Retry-After` when tries must wait; TOOMANYREQUESTS when too many compute.
        Without `compute`, raises Unremembered where there is more to do than to remember.
        """

        def look(tx: Tx) -> Row | None:
            return store.by_name(tx, username) if is_username(username) else None

        account, seen_at = self.lockout.attempt(
            username, address, look, lambda row: self._judge(row, username, password, compute)
        )
        self._note(account.id, seen_at)
        return account

    def check(self, username: str, password: str) -> Account | None:
        """The same for one who need not wait: nothing is counted."""
        row = self.db.read(store.by_name, username) if is_username(username) else None
        found = self._judge(row, username, password, True)
        return found and found[0]

    def is_right(
        self, name: str, password: str, known_hash: str | None, epoch: int, *, remember: bool, compute: bool = True
    ) -> bool:
        """Whether the password has this hash, of whoever has that name; never for None, which takes as long.

        `remember` it only for one who gets in: what is remembered is answered sooner. Without `compute`, raises
        Unremembered where there is more to do than to remember.
        """
        compared = passwords.NOBODYS_HASH if known_hash is None else known_hash
        key = self._remembered.key(name, password, compared, epoch)
        if self._remembered.has(key):
            return True
        if not compute:
            raise Unremembered
        with passwords.turn:
            # many log in with one credential at once: the first computes, the rest find it here
            right = self._remembered.has(key) or passwords.is_right(compared, password)
        if right and remember:
            self._remembered.put(key)
        return right and known_hash is not None

    def _judge(self, row: Row | None, username: str, password: str, compute: bool) -> tuple[Account, int] | None:
        """(the account, when it was last let in).

        The row is read every time, so what is remembered ends with the hash and the epoch it was right for.
        """
        known_hash = None if row is None else str(row[5])
        epoch, remember = (0, False) if row is None else (int(row[4]), not row[3])
        right = self.is_right(username, password, known_hash, epoch, remember=remember, compute=compute)
        if row is None or known_hash is None or not right:
            return None
        account = account_of(row)
        if account.disabled:
            return None
        if passwords.is_outdated(known_hash):
            self._rehash(account.id, known_hash, password)
        return account, int(row[6])

    def _note(self, account_id: int, seen_at: int) -> None:
        """Write down that somebody was let in, at most once in a while."""
        now = now_ms()
        if seen_at > now - SEEN:
            return
        try:
            self.db.write(store.seen, account_id, now, now - SEEN)
        except Unavailable as e:  # such as a full disk: who is right gets in all the same
            log.warning("a login could not be noted", extra={"error": str(e)})

    def _rehash(self, account_id: int, old: str, password: str) -> None:
        try:
            new = passwords.hashed(password)
        except Refusal:
            return  # a password older than the rules, or no turn: the old hash still serves
        self.db.write(store.replace_hash, account_id, old, new)


def account_of(row: Row) -> Account:
    """The account of a row of `store.COLUMNS`."""
    return Account(row[0], row[1], bool(row[2]), bool(row[3]), row[4])
