"""The vulnerabilities that a project takes as they are: a list of CVE ids, which may have an end."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from roadstead.errors import Refusal

ITEMS = 5_000
ID_LENGTH = 128


class Allowlist(msgspec.Struct, frozen=True):
    """CVE ids in the order they were given; `expires_at` in seconds since the epoch, None: never.

    `updated_at` in milliseconds, 0: it was never set.
    """

    cves: tuple[str, ...] = ()
    expires_at: int | None = None
    updated_at: int = 0


def allowlist(cves: Sequence[str], expires_at: int | None) -> Allowlist:
    """The list. Raises Refusal BAD_REQUEST that names the rule."""
    if len(cves) > ITEMS:
        raise Refusal("BAD_REQUEST", f"cve_allowlist: at most {ITEMS} items")
    if expires_at is not None and not 0 <= expires_at < 1 << 40:
        raise Refusal("BAD_REQUEST", "cve_allowlist.expires_at: seconds since 1970")
    seen: set[str] = set()
    for cve in cves:
        if not 0 < len(cve) <= ID_LENGTH or not cve.isprintable():
            raise Refusal("BAD_REQUEST", f"cve_allowlist: a cve_id has 1 to {ID_LENGTH} printable characters")
        if cve in seen:
            raise Refusal("BAD_REQUEST", f"cve_allowlist: {cve} is there twice")
        seen.add(cve)
    return Allowlist(tuple(cves), expires_at)


def kept(found: Allowlist | None, now: int) -> str | None:
    """The text that the database keeps of a list that is set now (milliseconds)."""
    return None if found is None else msgspec.json.encode(Allowlist(found.cves, found.expires_at, now)).decode()


def read(text: str | None) -> Allowlist:
    """From what the database keeps."""
    return Allowlist() if text is None else _READ.decode(text)


_READ = msgspec.json.Decoder(Allowlist)
