"""Quotas, as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.quotas.model import STORAGE
from roadstead.domain.quotas.model import Quota as Kept


class Ref(msgspec.Struct):
    """Whose quota it is: a project."""

    id: int
    name: str
    owner_name: str


class Quota(msgspec.Struct):
    """`hard` and `used`: resource → bytes."""

    id: int
    ref: Ref
    hard: dict[str, int]
    used: dict[str, int]
    creation_time: str
    update_time: str


class QuotaUpdateReq(msgspec.Struct):
    """Resource → bytes, -1 for no limit."""

    hard: dict[str, int]


def quota(kept: Kept) -> Quota:
    """As it is answered."""
    return Quota(
        id=kept.id,
        ref=Ref(kept.project_id, kept.project, kept.owner),
        hard={STORAGE: kept.hard},
        used={STORAGE: kept.used},
        creation_time=iso(kept.created_at),
        update_time=iso(kept.updated_at),
    )
