"""Accounts and the rules of their names, without I/O."""

from __future__ import annotations

import re

import msgspec

from roadstead.errors import Refusal

NAME_LENGTH = 255
EMAIL_LENGTH = 255
TEXT_LENGTH = 255

# Of the forbidden characters, ":" would split a basic credential at the wrong place.
_FORBIDDEN = re.compile(r'[,"~#%$:\x00-\x1f\x7f]')
_EMAIL = re.compile(r"[^@\s\x00-\x1f]++@[^@\s\x00-\x1f]++")


class Account(msgspec.Struct, frozen=True):
    """Somebody who can log in. `epoch` moves when tokens given before must end."""

    id: int
    username: str
    sysadmin: bool
    disabled: bool
    epoch: int


class Profile(msgspec.Struct, frozen=True):
    """An account as people see it; times in milliseconds since the epoch. `seen_at`: the last login, 0 for none."""

    id: int
    username: str
    email: str
    realname: str
    comment: str
    sysadmin: bool
    disabled: bool
    created_at: int
    updated_at: int
    seen_at: int


class Details(msgspec.Struct, frozen=True):
    """What a person says of themselves; None: as it was, or empty for somebody new."""

    email: str | None = None
    realname: str | None = None
    comment: str | None = None


class Policy(msgspec.Struct, frozen=True):
    """What an administrator has chosen: whether people may make accounts of their own, minutes that a session lives."""

    self_registration: bool = False
    session_minutes: int = 60


class Unremembered(Exception):
    """The password was not found right lately: whether it is takes a computation."""


def is_username(name: str) -> bool:
    """Whether an account can have this name."""
    return (
        0 < len(name) <= NAME_LENGTH and name == name.strip() and name.isprintable() and _FORBIDDEN.search(name) is None
    )


def check_username(name: str) -> None:
    """Raises Refusal BAD_REQUEST that names the rule."""
    if not is_username(name):
        raise Refusal(
            "BAD_REQUEST",
            f'a username has 1 to {NAME_LENGTH} printable characters, none of , " ~ # % $ : and no space at either end',
        )


def check_email(email: str) -> None:
    """Raises Refusal BAD_REQUEST unless it looks like NAME@HOST."""
    if len(email) > EMAIL_LENGTH or _EMAIL.fullmatch(email) is None:
        raise Refusal("BAD_REQUEST", f"an e-mail address is NAME@HOST, at most {EMAIL_LENGTH} characters")


def check_details(details: Details) -> None:
    """Raises Refusal BAD_REQUEST that names field and rule. An empty address is none."""
    if details.email:
        check_email(details.email)
    for name, text in (("a real name", details.realname), ("a comment", details.comment)):
        if text is not None and ("\x00" in text or len(text) > TEXT_LENGTH):
            raise Refusal("BAD_REQUEST", f"{name} has at most {TEXT_LENGTH} characters and no NUL")
