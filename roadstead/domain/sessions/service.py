"""What others may ask of sessions. Every call blocks: a worker thread's work."""

from __future__ import annotations

import logging
from collections.abc import Callable

from roadstead.db.database import Database
from roadstead.db.tx import Tx, Unavailable
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.identity.model import Account, Policy
from roadstead.domain.identity.service import Identity
from roadstead.domain.sessions import store
from roadstead.domain.sessions.model import AGENT, MOST, Listed, Session, life, new_secret, noted_every, secret_hash
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

log = logging.getLogger("roadstead.sessions")
CLEARED = 100


class Sessions:
    """Sign in, be known by a secret, sign out. A session ends with the password and the account it began with."""

    def __init__(self, db: Database, identity: Identity, policy: Callable[[], Policy] = Policy) -> None:
        self.db = db
        self.identity = identity
        self.policy = policy

    def begin(
        self, username: str, password: str, address: str, user_agent: str, before: str = "", *, compute: bool = True
    ) -> str:
        """The secret of a new session; the one that `before` opened ends.

        Raises Refusal and Unremembered as `Identity.sign_in` does.
        """
        account = self.identity.sign_in(username, password, address, compute=compute)
        secret = new_secret()
        minutes = self.policy().session_minutes  # asked before the transaction: it may read the database
        self.db.write(self._begin, account, secret, address, _printable(user_agent), before, minutes)
        return secret

    def find(self, secret: str) -> Session | None:
        """The session that the secret opens; its life begins anew."""
        key = secret_hash(secret)
        row = self.db.read(store.find, key) if key else None
        if row is None:
            return None
        session_id, seen_at, expires_at, *account = row
        now, life_ms = now_ms(), life(self.policy().session_minutes)
        if now >= min(expires_at, seen_at + life_ms):
            return None
        if now - seen_at >= noted_every(life_ms):
            self._use(session_id, now, now + life_ms)
        return Session(session_id, Account(account[0], account[1], bool(account[2]), bool(account[3]), account[4]))

    def end(self, secret: str, address: str) -> None:
        """Sign out, from `address`; nothing when it is over already."""
        key = secret_hash(secret)

        def change(tx: Tx, key: str) -> None:
            row = store.find(tx, key)
            if store.end_by_hash(tx, key) and row is not None:
                record(tx, Entry(Actor(row[4], address), "logout", "user", row[4]))

        if key:
            self.db.write(change, key)

    def of(self, account_id: int) -> list[Listed]:
        """The account's open sessions, the one used last first."""
        return [Listed(*row) for row in self.db.read(store.of_account, account_id, now_ms(), MOST)]

    def revoke(self, account: Account, session_id: int, actor: Actor) -> None:
        """End one of the account's sessions. Raises Refusal NOT_FOUND, also for another account's."""

        def change(tx: Tx) -> None:
            if not store.end(tx, account.id, session_id):
                raise Refusal("NOT_FOUND", f"there is no session {session_id}")
            record(tx, Entry(actor, "logout", "user", account.username, description=f"session {session_id}"))

        self.db.write(change)

    def revoke_others(self, account: Account, but: int, actor: Actor) -> None:
        """End all of the account's sessions but this one (0: all)."""

        def change(tx: Tx) -> None:
            if count := store.end_others(tx, account.id, but):
                record(tx, Entry(actor, "logout", "user", account.username, description=f"{count} sessions"))

        self.db.write(change)

    def _begin(
        self, tx: Tx, account: Account, secret: str, address: str, user_agent: str, before: str, minutes: int
    ) -> None:
        now, key, old = now_ms(), secret_hash(secret), secret_hash(before)
        assert key is not None
        if old is not None:
            store.end_by_hash(tx, old)
        store.clear(tx, now, CLEARED)
        expires_at = now + life(minutes)
        store.add(tx, key, account.id, account.epoch, address, user_agent, now, expires_at)
        store.end_beyond(tx, account.id, MOST)
        record(tx, Entry(Actor(account.username, address), "login", "user", account.username))

    def _use(self, session_id: int, now: int, expires_at: int) -> None:
        try:
            self.db.write(store.use, session_id, now, expires_at)
        except Unavailable as e:  # such as a full disk: who is signed in goes on reading
            log.warning("the use of a session could not be noted", extra={"error": str(e)})


def _printable(user_agent: str) -> str:
    return "".join(c for c in user_agent[:AGENT] if c.isprintable())
