"""What was deleted and may come back, without I/O. Times are milliseconds since the epoch (UTC)."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["tag", "artifact", "repository"]

BY_HAND = "by hand"
"""The reason of what somebody deleted."""
DAY = 86_400_000


class Keeping(msgspec.Struct, frozen=True):
    """How long what is deleted can be restored, in days, 0 for not at all; whether it counts in the quota meanwhile."""

    days: int = 7
    in_quota: bool = False


KEPT = Keeping()
"""Unless the settings say otherwise."""


class Item(msgspec.Struct, frozen=True):
    """An act of deletion that is being kept; its content counts in the quota of the project `counts_in`, if any."""

    id: int
    counts_in: int | None


class Trashed(msgspec.Struct, frozen=True):
    """An act of deletion that can be undone. `name`: the tag, the digest or the repository; `digest` of a tag's too.

    `artifacts`: how many went with it, accessories and children of indexes among them; of a tag none.
    """

    id: int
    kind: Kind
    repository: str
    name: str
    digest: str | None
    actor: str
    reason: str
    artifacts: int
    deleted_at: int
    expires_at: int


class Restored(msgspec.Struct, frozen=True):
    """What has come back; `skipped` are tags that point elsewhere now and were left there."""

    repository: str
    artifacts: int = 0
    tags: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    def with_(self, artifacts: int, tags: tuple[str, ...], skipped: tuple[str, ...]) -> Restored:
        """This and more."""
        return Restored(self.repository, self.artifacts + artifacts, self.tags + tags, self.skipped + skipped)


class TagChange(msgspec.Struct, frozen=True):
    """What a tag pointed at from then on, by whose doing; `digest` None: it was deleted."""

    id: int
    digest: str | None
    actor: str
    at: int
