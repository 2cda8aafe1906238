"""After too many wrong passwords, further tries wait. Counted in the database, so on all nodes together.

A name is counted for each address it is tried from, and more widely for all addresses together, whether or not
anybody has it; and an address for all names together, so that nobody tries one password on everybody. While a pair
waits, no password is looked at. The two wide counts do not hold up a name at an address from which it has signed in
lately, so nobody can keep somebody else out by trying from elsewhere or from behind the same proxy.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
from collections.abc import Callable
from typing import TypeVar

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Tx, Unavailable
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.identity import failure_store
from roadstead.domain.identity.failure_store import ANYBODY, ANYWHERE
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms

log = logging.getLogger("roadstead.identity")
R = TypeVar("R")
T = TypeVar("T")

MINUTE, DAY = 60_000, 86_400_000  # milliseconds
WINDOW = 15 * MINUTE
"""Failures count together while no longer than this lies between them."""
NARROW, WIDE = 5, 50
"""So many failures from one address, and from all of them, are free."""
FIRST_WAIT, LONGEST_NARROW, LONGEST_WIDE = MINUTE // 2, 15 * MINUTE, MINUTE
"""The wait doubles with each failure, from the first up to the longest."""
ADDRESS, ADDRESS_EACH = 50, MINUTE // 2
"""So many failures from one address, of whatever names, are free; another one each time that this has passed."""
KNOWN, NOTED = 90 * DAY, DAY
"""How long an address counts as known after a right password; how often that is written down."""
KEPT, CLEARED = 60 * MINUTE, 10
"""How long failures are kept, which is longer than they count; how many old ones go when there is a new one."""

TEXT = "the user name or the password is not right, or the account is closed"


class Tries(msgspec.Struct, frozen=True):
    """What is known of a name and an address; times in milliseconds since the epoch."""

    failures: int = 0
    tried_at: int = 0
    locked_until: int = 0
    right_at: int = 0
    widely_until: int = 0

    def waits_until(self, now: int) -> int:
        """Until when no try counts."""
        known = self.right_at > now - KNOWN
        return self.locked_until if known else max(self.locked_until, self.widely_until)

    def told_until(self) -> int:
        """What a wrong try is told, whether or not the name has signed in from there: that must not be found out."""
        return max(self.locked_until, self.widely_until)


class Lockout:
    """Stands before every check of a password or secret that people choose or guess."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def attempt(self, name: str, address: str, look: Callable[[Tx], R], judge: Callable[[R], T | None]) -> T:
        """What `judge` makes of what `look` reads in the database. Blocks.

        Raises Refusal UNAUTHORIZED when `judge` gives None, and with `Retry-After` when the try must wait: then
        `judge` is not asked. Neither says whether there is such a name.
        """
        principal, place = _hidden(name), _network(address)

        def begin(tx: Tx) -> tuple[Tries, R]:
            return _read(tx, principal, place), look(tx)

        tries, found = self.db.read(begin)
        now = now_ms()
        actor = Actor(_printable(name), address)
        if tries.waits_until(now) > now:
            if tries.tried_at // 1000 != now // 1000:
                self.db.write(_turned_away, principal, place, actor, now)
            raise wrong(tries.told_until() - now)
        result = judge(found)
        if result is None:
            if self.db.write(_wrong, principal, place, actor) == 1:
                self.db.write(failure_store.clear, now - KEPT, now - KNOWN, CLEARED)
            raise wrong(max(tries.told_until() - now, 0))
        if tries.failures or tries.right_at < now - NOTED:
            self._right(principal, place, now)
        return result

    @staticmethod
    def forget(tx: Tx, name: str) -> None:
        """The name gets a new password or is opened again: nothing waits any more."""
        failure_store.forget(tx, _hidden(name))

    def _right(self, principal: str, place: str, now: int) -> None:
        try:
            self.db.write(failure_store.right, principal, place, now)
        except Unavailable as e:  # such as a full disk: who is right gets in all the same
            log.warning("a login could not be noted", extra={"error": str(e)})


def wrong(wait: int = 0) -> Refusal:
    """The one answer to every wrong login; `wait` in milliseconds, if further tries must."""
    headers = ((b"retry-after", b"%d" % -(-wait // 1000)),) if wait else ()
    return Refusal("UNAUTHORIZED", TEXT, headers=headers)


def _read(tx: Tx, principal: str, place: str) -> Tries:
    narrow, widely_until = (0, 0, 0, 0), 0
    for name, address, *numbers in failure_store.read(tx, principal, place):
        if address == ANYWHERE or name == ANYBODY:
            widely_until = max(widely_until, numbers[2])
        else:
            narrow = (numbers[0], numbers[1], numbers[2], numbers[3])
    return Tries(*narrow, widely_until)


def _wrong(tx: Tx, principal: str, place: str, actor: Actor) -> int:
    """Count one more; the failures of the pair."""
    now = now_ms()
    before = _read(tx, principal, place)
    counts = []
    for address, free, longest in ((place, NARROW, LONGEST_NARROW), (ANYWHERE, WIDE, LONGEST_WIDE)):
        failures = failure_store.count(tx, principal, address, now, now - WINDOW)
        if failures >= free:
            wait = FIRST_WAIT << min(failures - free, 16)
            failure_store.lock(tx, principal, address, now + min(wait, longest))
        counts.append(failures)
    failure_store.count_address(tx, place, now, (ADDRESS - 1) * ADDRESS_EACH, ADDRESS_EACH)
    if before.tried_at // 1000 != now // 1000:  # at most one entry a second
        record(tx, Entry(actor, "login", "user", actor.name, description=TEXT, success=False))
    return counts[0]


def _turned_away(tx: Tx, principal: str, place: str, actor: Actor, now: int) -> None:
    failure_store.tried(tx, principal, place, now)
    text = "too many wrong passwords before: the try was not looked at"
    record(tx, Entry(actor, "login", "user", actor.name, description=text, success=False))


def _hidden(name: str) -> str:
    """A key of one length for whatever was sent as a name."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def _printable(name: str) -> str:
    """Of at most 255 characters, none of which a log or a database would choke on."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:255])


def _network(address: str) -> str:
    """The address, of IPv6 the /64 that one subscriber has; `-` when it is not known."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64] or "-"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
