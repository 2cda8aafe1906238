"""Quotas, without I/O. Everything is counted in bytes; times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from roadstead.errors import Refusal

UNLIMITED = -1
STORAGE = "storage"
"""The only resource that is limited, as the API names it."""
LARGEST = (1 << 63) - 1


class Usage(msgspec.Struct, frozen=True):
    """`hard`: what the project may hold, `UNLIMITED` for any amount; `used`: what it holds."""

    hard: int
    used: int


class Quota(msgspec.Struct, frozen=True):
    """A project's quota; `owner` is the name of who made the project, empty when nobody has."""

    id: int
    project_id: int
    project: str
    owner: str
    hard: int
    used: int
    created_at: int
    updated_at: int


def check_limits(limits: Mapping[str, int]) -> int:
    """The limit in bytes. Raises Refusal BAD_REQUEST that names the rule."""
    for resource in limits:
        if resource != STORAGE:
            raise Refusal("BAD_REQUEST", f"hard: there is no resource {resource[:100]!r}, only {STORAGE}")
    if STORAGE not in limits:
        raise Refusal("BAD_REQUEST", f"hard.{STORAGE} is required: bytes, or {UNLIMITED} for no limit")
    hard = limits[STORAGE]
    if hard != UNLIMITED and not 0 < hard <= LARGEST:
        raise Refusal("BAD_REQUEST", f"hard.{STORAGE} must be a number of bytes above 0, or {UNLIMITED} for no limit")
    return hard


def exceeded(project: str, usage: Usage, asked: int) -> Refusal:
    """DENIED: `asked` bytes more do not fit into what is used already."""
    return Refusal(
        "DENIED",
        f"the quota of project {project} would be exceeded: {spoken(asked)} more do not fit, {spoken(usage.used)} of"
        f" {spoken(usage.hard)} are used; delete artifacts, or ask an administrator for a higher limit",
        detail={"limit": usage.hard, "used": usage.used, "asked": asked},
    )


def spoken(size: int) -> str:
    """`1.5 GiB (1610612736 bytes)`; below 1 KiB the bytes alone."""
    amount, unit = float(size), "bytes"
    for larger in ("KiB", "MiB", "GiB", "TiB", "PiB"):
        if abs(amount) < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{size} bytes" if unit == "bytes" else f"{amount:.1f} {unit} ({size} bytes)"
