"""Accounts and the rules of their names, without I/O."""

from __future__ import annotations

import re

import msgspec

from roadstead.errors import Refusal

NAME_LENGTH = 255
EMAIL_LENGTH = 255

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
