"""The schemas of the tag `session`, an addition to the contract."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.sessions.model import Listed


class Session(msgspec.Struct):
    """A browser that has signed in; `current` is the one that asks."""

    id: int
    address: str
    user_agent: str
    current: bool
    creation_time: str
    seen_time: str
    expiry_time: str


def session(listed: Listed, current: int) -> Session:
    """The session as it is answered to the session `current`."""
    times = iso(listed.created_at), iso(listed.seen_at), iso(listed.expires_at)
    return Session(listed.id, listed.address, listed.user_agent, listed.id == current, *times)
