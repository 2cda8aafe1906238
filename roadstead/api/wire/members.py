"""Members as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.domain.projects.membership import Member, Whom


class UserEntity(msgspec.Struct):
    """An account, by its id or its name."""

    user_id: int | None = None
    username: str | None = None


class UserGroup(msgspec.Struct):
    """A group, by its id, its name and type, or its place in LDAP."""

    id: int | None = None
    group_name: str | None = None
    group_type: int | None = None
    ldap_group_dn: str | None = None


class ProjectMember(msgspec.Struct):
    """Who is to be what."""

    role_id: int | None = None
    member_user: UserEntity | None = None
    member_group: UserGroup | None = None

    @property
    def whom(self) -> Whom:
        """Who is asked for."""
        user, group = self.member_user or UserEntity(), self.member_group or UserGroup()
        return Whom(
            user.user_id or 0,
            user.username or "",
            group.id or 0,
            group.group_name or "",
            group.group_type or 0,
            group.ldap_group_dn or "",
        )


class RoleRequest(msgspec.Struct):
    """Another role."""

    role_id: int | None = None


class ProjectMemberEntity(msgspec.Struct):
    """A member as it is answered; `entity_type` is `u` for an account, `g` for a group."""

    id: int
    project_id: int
    entity_name: str
    role_name: str
    role_id: int
    entity_id: int
    entity_type: str


def member_of(found: Member) -> ProjectMemberEntity:
    """As it is answered."""
    return ProjectMemberEntity(
        id=found.id,
        project_id=found.project_id,
        entity_name=found.name,
        role_name=found.role.name,
        role_id=found.role.value,
        entity_id=found.entity_id,
        entity_type="g" if found.is_group else "u",
    )
