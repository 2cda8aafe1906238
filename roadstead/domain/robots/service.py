"""What others may ask of robots. Every call blocks: one unit of work, in a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.identity.service import Identity
from roadstead.domain.robots import logins, store
from roadstead.domain.robots.logins import Logins
from roadstead.domain.robots.model import (
    OVERLAP,
    Change,
    Draft,
    Maker,
    Policy,
    Robot,
    absent,
    check_days,
    check_description,
    check_name,
    ends_at,
)
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

_ENCODER = msgspec.json.Encoder()


class Robots:
    """Robots of the system (no project id) and of projects: make, find, change, end; and let them in."""

    def __init__(self, db: Database, identity: Identity, policy: Callable[[], Policy] = Policy) -> None:
        self.db = db
        self.identity = identity
        self.policy = policy
        self._logins = Logins(db, identity, policy)
        self.sign_in = self._logins.sign_in
        self.has = self._logins.has
        self.good = self._logins.good

    def page(self, project_id: int | None, listing: Listing) -> tuple[list[Robot], int]:
        """(the page's robots of the project or of the system, how many in all). Raises Refusal BAD_REQUEST."""
        return self.db.read(_page, project_id, listing, self.policy().prefix)

    def ending(self, project_ids: Sequence[int], before: int, most: int) -> list[Robot]:
        """Those in these projects that end before a time and are not disabled, the next to end first."""
        found = self.db.read(_ending, project_ids, before, most, self.policy().prefix)
        return sorted(found, key=lambda one: one.ends_at)[:most]

    def find(self, robot_id: int) -> Robot | None:
        """Of whichever level."""
        return self.db.read(_find, robot_id, self.policy().prefix)

    def create(self, draft: Draft, maker: Maker, actor: Actor) -> tuple[Robot, str]:
        """(the new robot, its secret, which nobody can ask for again).

        Raises Refusal BAD_REQUEST, CONFLICT; NOT_FOUND when the project went meanwhile.
        """
        policy = self.policy()
        draft = msgspec.structs.replace(draft, days=draft.days or policy.days)
        check_name(draft.name)
        check_days(draft.days)
        check_description(draft.description)
        secret = draft.secret or self.identity.made_password()
        secret_hash = self.identity.hashed(secret)
        try:
            return self.db.write(_create, draft, secret_hash, maker, actor, policy.prefix), secret
        except IntegrityError:
            raise Refusal("NOT_FOUND", f"project {draft.project_id} does not exist") from None

    def change(self, robot_id: int, change: Change, actor: Actor) -> None:
        """Raises Refusal BAD_REQUEST, NOT_FOUND."""
        if change.days is not None:
            check_days(change.days)
        if change.description is not None:
            check_description(change.description)
        self.db.write(_change, robot_id, change, actor, self.policy().prefix)

    def renew(self, robot_id: int, secret: str, overlap: int, actor: Actor) -> str:
        """The robot's new secret: this one, or one that is made up when it is empty.

        The old one stays good for `overlap` seconds; without them it and its tokens end at once. Raises Refusal
        BAD_REQUEST, NOT_FOUND.
        """
        if not 0 <= overlap <= OVERLAP:
            raise Refusal("BAD_REQUEST", f"overlap_seconds: 0 to {OVERLAP}")
        secret = secret or self.identity.made_password()
        secret_hash = self.identity.hashed(secret)

        prefix = self.policy().prefix  # asked before the transaction: it may read the database

        def set_secret(tx: Tx) -> None:
            found = _known(tx, robot_id, prefix)
            now = now_ms()
            store.set_secret(tx, robot_id, secret_hash, now + overlap * 1000 if overlap else None, now)
            self.identity.lockout.forget(tx, found.name)
            _record(tx, found, actor, "update", "secret" + (f", the old one for {overlap} s" if overlap else ""))

        self.db.write(set_secret)
        return secret

    def delete(self, robot_id: int, actor: Actor) -> None:
        """It and its tokens end at once. Raises Refusal NOT_FOUND."""
        self.db.write(_delete, robot_id, actor, self.policy().prefix)


def _page(tx: Tx, project_id: int | None, listing: Listing, prefix: str) -> tuple[list[Robot], int]:
    rows, total = store.page(tx, project_id, listing)
    return logins.robots(tx, rows, prefix), total


def _ending(tx: Tx, project_ids: Sequence[int], before: int, most: int, prefix: str) -> list[Robot]:
    return logins.robots(tx, store.ending(tx, project_ids, before, most), prefix)


def _find(tx: Tx, robot_id: int, prefix: str) -> Robot | None:
    row = store.find(tx, robot_id)
    return None if row is None else logins.robot(tx, row, prefix)


def _known(tx: Tx, robot_id: int, prefix: str) -> Robot:
    found = _find(tx, robot_id, prefix)
    if found is None:
        raise absent(robot_id)
    return found


def _create(tx: Tx, draft: Draft, secret_hash: str, maker: Maker, actor: Actor, prefix: str) -> Robot:
    now = now_ms()
    permissions = _ENCODER.encode(draft.permissions).decode()
    values = draft.name, draft.project_id, draft.description, secret_hash, draft.days, ends_at(now, draft.days)
    more = int(draft.disabled), permissions, maker.kind, maker.id, now, now
    robot_id = store.add(tx, (*values, *more))
    if robot_id is None:
        raise Refusal("CONFLICT", f"robot {draft.name} exists already: choose another name")
    found = _known(tx, robot_id, prefix)
    _record(tx, found, actor, "create", permissions)
    return found


def _change(tx: Tx, robot_id: int, change: Change, actor: Actor, prefix: str) -> None:
    before = _known(tx, robot_id, prefix)
    days = before.days if change.days is None else change.days
    end = before.ends_at if days == before.days else ends_at(before.created_at, days)
    disabled = before.disabled if change.disabled is None else change.disabled
    description = before.description if change.description is None else change.description
    permissions = _ENCODER.encode(before.permissions if change.permissions is None else change.permissions).decode()
    moves = int(disabled and not before.disabled)
    store.change(tx, robot_id, (description, days, end, int(disabled), permissions, moves, now_ms()))
    _record(tx, before, actor, "update", ("disabled " if disabled else "enabled ") + permissions)


def _delete(tx: Tx, robot_id: int, actor: Actor, prefix: str) -> None:
    found = _known(tx, robot_id, prefix)
    store.delete(tx, robot_id)
    _record(tx, found, actor, "delete", "")


def _record(tx: Tx, robot: Robot, actor: Actor, operation: str, told: str) -> None:
    record(tx, Entry(actor, operation, "robot", robot.name, robot.project_id or 0, told))
    tx.touch(f"robot:{robot.id}")
