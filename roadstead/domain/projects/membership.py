"""Memberships, and who may be asked to become a member, without I/O."""

from __future__ import annotations

import msgspec

from roadstead.domain.projects.model import Role
from roadstead.errors import Refusal


class Member(msgspec.Struct, frozen=True):
    """A membership; `entity_id` is the account's id or, with `is_group`, the group's."""

    id: int
    project_id: int
    role: Role
    entity_id: int
    is_group: bool
    name: str


class Whom(msgspec.Struct, frozen=True):
    """Who is to be a member: an account by id or name, or a group by id, by name and kind, or by its place in LDAP."""

    user_id: int = 0
    username: str = ""
    group_id: int = 0
    group_name: str = ""
    group_kind: int = 0
    group_dn: str = ""

    @property
    def is_account(self) -> bool:
        """Whether an account is meant."""
        return bool(self.user_id or self.username)

    def check(self) -> None:
        """Raises Refusal BAD_REQUEST unless just one account or group is named."""
        is_group = bool(self.group_id or self.group_name or self.group_dn)
        if self.is_account == is_group:
            raise Refusal(
                "BAD_REQUEST", "one of member_user (user_id, username) and member_group (id, group_name) is expected"
            )
        if not all(map(_fits, (self.user_id, self.group_id, self.group_kind))):
            raise Refusal(
                "BAD_REQUEST", "member_user.user_id, member_group.id and group_type are whole numbers above 0"
            )


def _fits(number: int) -> bool:
    return 0 <= number < 1 << 63
