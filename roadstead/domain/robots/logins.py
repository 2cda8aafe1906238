"""From a name and a secret, or from an id in a token, to a robot that is good now."""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Row, Tx, Unavailable
from roadstead.domain.identity.service import Identity
from roadstead.domain.robots import store
from roadstead.domain.robots.model import Maker, Permission, Policy, Robot
from roadstead.kit.clock import now_ms
from roadstead.oci.reference import is_project_name

log = logging.getLogger("roadstead.robots")

SEEN = 60_000
"""How often it is written down that a robot was here, in milliseconds."""
DOING = 255
# Made here, while there is one thread: two threads that let msgspec learn a type at once end the process.
_PERMISSIONS = msgspec.json.Decoder(tuple[Permission, ...])
_FIELDS = 17


class Logins:
    """Checks secrets. No answer and no time tells an unknown name from a wrong secret."""

    def __init__(self, db: Database, identity: Identity, policy: Callable[[], Policy]) -> None:
        self.db = db
        self.identity = identity
        self.policy = policy

    def sign_in(self, name: str, secret: str, address: str, doing: str, *, compute: bool = True) -> Robot:
        """The robot of that whole name, if the secret is right and it is good now. `doing` is what it came for.

        Raises Refusal UNAUTHORIZED, with `Retry-After` when tries must wait; TOOMANYREQUESTS when too many compute.
        Without `compute`, raises Unremembered where there is more to do than to remember.
        """
        prefix = self.policy().prefix

        def look(tx: Tx) -> tuple[Robot, Row] | None:
            row = _named(tx, name, prefix)
            return None if row is None else (robot(tx, row[:_FIELDS], prefix), row[_FIELDS:])

        found = self.identity.lockout.attempt(
            name, address, look, lambda found: self._judge(found, name, secret, compute)
        )
        self.note(found, doing)
        return found

    def has(self, name: str) -> bool:
        """Whether a robot has this whole name."""
        return self.db.read(_named, name, self.policy().prefix) is not None

    def good(self, robot_id: int, epoch: int, doing: str = "") -> Robot | None:
        """The robot of a token that was given in that epoch, if it is good now."""
        found = self.db.read(_found, robot_id, self.policy().prefix)
        if found is None or found.epoch != epoch or not found.is_good(now_ms()):
            return None
        self.note(found, doing)
        return found

    def note(self, found: Robot, doing: str) -> None:
        """Write down that it was here, at most once in a while."""
        now = now_ms()
        if found.seen_at > now - SEEN:
            return
        told = "".join(c if c.isprintable() else "\ufffd" for c in doing[:DOING])
        try:
            self.db.write(store.seen, found.id, told, now, now - SEEN)
        except Unavailable as e:  # such as a full disk: who is right gets in all the same
            log.warning("a robot could not be noted", extra={"error": str(e)})

    def _judge(self, found: tuple[Robot, Row] | None, name: str, secret: str, compute: bool) -> Robot | None:
        if found is None:
            self.identity.is_right(name, secret, None, 0, remember=False, compute=compute)
            return None
        one, (known_hash, old_hash, old_until) = found
        now = now_ms()
        good = one.is_good(now)
        right = self.identity.is_right(name, secret, known_hash, one.epoch, remember=good, compute=compute)
        if not right and old_hash is not None and now < old_until:
            right = self.identity.is_right(name, secret, old_hash, one.epoch, remember=good, compute=compute)
        return one if right and good else None


def _named(tx: Tx, name: str, prefix: str) -> Row | None:
    rest = name.removeprefix(prefix)
    if rest == name and prefix:
        return None
    project, plus, short = rest.rpartition("+")
    if not is_project_name(short) or (plus and not is_project_name(project)):
        return None
    return store.named(tx, short, project if plus else None)


def _found(tx: Tx, robot_id: int, prefix: str) -> Robot | None:
    row = store.find(tx, robot_id)
    return None if row is None else robot(tx, row, prefix)


def robot(tx: Tx, row: Row, prefix: str) -> Robot:
    """The robot of a row of `store.ROBOT`; what it was given in projects that are gone, it has no more."""
    return robots(tx, [row], prefix)[0]


def robots(tx: Tx, rows: list[Row], prefix: str) -> list[Robot]:
    """The same of many: one statement more."""
    given = [_PERMISSIONS.decode(row[8]) for row in rows]
    ids = sorted({one.project_id for some in given for one in some if one.project_id})
    names = store.project_names(tx, ids) if ids else {}
    return [
        Robot(
            id=row[0],
            name=prefix + (f"{row[3]}+{row[1]}" if row[3] else row[1]),
            short=row[1],
            project_id=row[2],
            project=row[3],
            description=row[4],
            days=row[5],
            ends_at=row[6],
            disabled=bool(row[7]),
            permissions=tuple(one for one in some if not one.project_id or one.project_id in names),
            maker=Maker(row[9], row[10]),
            epoch=row[11],
            created_at=row[12],
            updated_at=row[13],
            seen_at=row[14] or 0,
            seen_doing=row[15],
            maker_gone=bool(row[16]),
        )
        for row, some in zip(rows, given, strict=True)
    ]
