"""The schemas of the tag `user`."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.identity.model import Details, Profile


class UserResp(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A user, as the user and administrators see them; `last_login_at` is an addition."""

    user_id: int
    username: str
    email: str = ""
    realname: str = ""
    comment: str = ""
    sysadmin_flag: bool
    admin_role_in_auth: bool
    creation_time: str
    update_time: str
    last_login_at: str | None = None


class UserProfile(msgspec.Struct):
    """What may be changed of a user; a field that is not sent stays."""

    email: str | None = None
    realname: str | None = None
    comment: str | None = None

    @property
    def details(self) -> Details:
        """The same as the domain takes it."""
        return Details(self.email, self.realname, self.comment)


class UserCreationReq(UserProfile):
    """A user to be made."""

    username: str | None = None
    password: str | None = None


class UserSearchRespItem(msgspec.Struct):
    """A user as everybody signed in may find them."""

    user_id: int
    username: str


class UserSysAdminFlag(msgspec.Struct):
    """Whether a user administers the system."""

    sysadmin_flag: bool | None = None


class PasswordReq(msgspec.Struct):
    """A new password; the old one when it is one's own."""

    old_password: str | None = None
    new_password: str | None = None


class OIDCCliSecretReq(msgspec.Struct):
    """The secret that clients without a browser use."""

    secret: str | None = None


class Permission(msgspec.Struct, frozen=True, order=True):
    """Something that may be done."""

    resource: str
    action: str


def user_resp(profile: Profile) -> UserResp:
    """The profile as it is answered."""
    return UserResp(
        user_id=profile.id,
        username=profile.username,
        email=profile.email,
        realname=profile.realname,
        comment=profile.comment,
        sysadmin_flag=profile.sysadmin,
        admin_role_in_auth=False,
        creation_time=iso(profile.created_at),
        update_time=iso(profile.updated_at),
        last_login_at=iso(profile.seen_at) if profile.seen_at else None,
    )
