"""The schemas of the tag `permissions`."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.user import Permission


class Permissions(msgspec.Struct):
    """What robots may be given."""

    system: list[Permission]
    project: list[Permission]
