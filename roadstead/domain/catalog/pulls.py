"""Pulls: noted in memory as they are answered, written down together once a second.

Whoever answers a pull only appends to a list. What was noted in the last second before a crash is lost; before an
orderly end it is written.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

import msgspec

from roadstead.db.database import Database
from roadstead.db.tx import Tx, Unavailable
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.catalog import pulls_store
from roadstead.kit.clock import now_ms
from roadstead.oci.digest import is_digest_like

log = logging.getLogger("roadstead.pulls")

NOTED = 100_000
"""Pulls that wait to be written down; the oldest go when there are more."""
TOGETHER = 1_000
"""Artifacts and callers of one transaction."""


class Pull(msgspec.Struct, frozen=True):
    """A manifest that is given out when its path is asked for, which ends in a tag or a digest."""

    repository: str
    project_id: int
    digest: str
    reference: str


Noted = tuple[Pull, str, str]
"""A pull, the name of who did it (empty for nobody known), and the address it came from."""
Key = tuple[int, str, str, str, str]


class Policy(msgspec.Struct, frozen=True):
    """What is kept of pulls."""

    log: bool = True
    count: bool = True
    time: bool = True


class Gathered(msgspec.Struct):
    """Pulls of one artifact by one caller from one address in one window.

    Clients ask for the digest again that a tag has led them to: that is the same pull.
    """

    pull: Pull
    username: str
    address: str
    tags: dict[str, int]
    by_digest: int = 0

    @property
    def count(self) -> int:
        """How many pulls these were."""
        return sum(self.tags.values()) or self.by_digest


class Pulls:
    """`note` is called by the event loop, `write` by one worker thread at a time."""

    def __init__(self, db: Database, policy: Callable[[], Policy] = Policy) -> None:
        self.db = db
        self.policy = policy
        self._noted: deque[Noted] = deque(maxlen=NOTED)
        self.note = self._noted.append

    def waiting(self) -> list[Noted]:
        """What was noted until now, and is no more."""
        return [self._noted.popleft() for _ in range(len(self._noted))]

    def write(self) -> int:
        """Write down what was noted until now. 0: there is nothing more to do before the next second."""
        gathered = list(gather(self.waiting()).values())
        policy = self.policy() if gathered else Policy()
        for start in range(0, len(gathered), TOGETHER):
            try:
                self.db.write(_write, gathered[start : start + TOGETHER], policy, now_ms())
            except Unavailable as e:  # such as a full disk: reading goes on
                log.warning("pulls could not be written down", extra={"error": str(e)})
        return 0


def gather(noted: list[Noted]) -> dict[Key, Gathered]:
    """By project, repository, digest, caller and address, in this order: two nodes take rows in the same one."""
    found: dict[Key, Gathered] = {}
    for one in sorted(noted, key=_key):
        pull, username, address = one
        some = found.setdefault(_key(one), Gathered(pull, username, address, {}))
        if is_digest_like(pull.reference):
            some.by_digest += 1
        else:
            some.tags[pull.reference] = some.tags.get(pull.reference, 0) + 1
    return found


def _key(noted: Noted) -> Key:
    pull, username, address = noted
    return pull.project_id, pull.repository, pull.digest, username, address


def _write(tx: Tx, gathered: list[Gathered], policy: Policy, now: int) -> None:
    if policy.count or policy.time:
        counts: dict[tuple[int, str, str], int] = {}
        tags: set[tuple[int, str, str]] = set()
        for one in gathered:
            place = (one.pull.project_id, one.pull.repository, one.pull.digest)
            counts[place] = counts.get(place, 0) + one.count
            tags.update((*place[:2], tag) for tag in one.tags)
        at = now if policy.time else 0
        pulls_store.pulled(tx, [(*place, count if policy.count else 0) for place, count in counts.items()], at)
        if policy.time:
            pulls_store.tags_pulled(tx, sorted(tags), now)
    if policy.log:
        record(tx, *(_entry(one) for one in gathered))


def _entry(one: Gathered) -> Entry:
    pull = one.pull
    tag = next(iter(one.tags), None)
    resource = f"{pull.repository}:{tag}" if tag else f"{pull.repository}@{pull.digest}"
    told = f"{one.count} times" if one.count > 1 else ""
    return Entry(Actor(one.username or "anonymous", one.address), "pull", "artifact", resource, pull.project_id, told)
