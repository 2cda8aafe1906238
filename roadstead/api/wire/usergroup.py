"""The schemas of the tag `usergroup`."""

from __future__ import annotations

import msgspec

from roadstead.domain.groups.model import Group


class UserGroup(msgspec.Struct, omit_defaults=True):
    """A group of users; read-only fields of a body mean nothing."""

    id: int = 0
    group_name: str = ""
    group_type: int = 0
    ldap_group_dn: str = ""


class UserGroupReq(msgspec.Struct):
    """A group to be made, or its new name."""

    group_name: str | None = None
    group_type: int | None = None
    ldap_group_dn: str | None = None


class UserGroupSearchItem(msgspec.Struct):
    """A group as everybody signed in may find it."""

    id: int
    group_name: str
    group_type: int


def user_group(group: Group) -> UserGroup:
    """The group as it is answered."""
    return UserGroup(group.id, group.name, int(group.kind), group.ldap_dn)
