"""The keys of the configuration and the rules of their values, without I/O. Values are kept as text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from roadstead.errors import Refusal
from roadstead.outbound.endpoint import RULE, parse_endpoint

Value = bool | int | str | dict[str, object]
Source = Literal["default", "file", "environment", "database"]

READ_ONLY = "the registry is read-only now, nothing can be changed: an administrator has set `read_only`"
"""What is said to those who would change something."""
FORWARD, SKIP = "audit_log_forward_endpoint", "skip_audit_log_database"
"""Where entries of the audit log go; that they are kept there alone."""
TEXT = 16_384
"""Most characters of a text."""
BOUNDS = {
    "int": (0, 2**31 - 1),
    "int64": (1, 60 * 24 * 365),
    "quota": (-1, 2**63 - 1),
    "ldapscope": (0, 2),
}
NARROWER = {"token_expiration": (1, 60 * 24), "ldap_timeout": (1, 3_600), "robot_token_duration": (-1, 36_500)}
WORDS = {
    "authmode": ("db_auth",),
    "projectcreationrestriction": ("everyone", "adminonly"),
}


class Key(msgspec.Struct, frozen=True):
    """A key; `type` is the contract's word for what it takes, `used` whether anything is done with it so far."""

    name: str
    group: str
    type: str
    default: str
    used: bool = True

    @property
    def secret(self) -> bool:
        """Whether its value is never given out, and sealed where it is kept."""
        return self.type == "password" or self.name == "uaa_client_secret"

    @property
    def place(self) -> str:
        """Where a sealed value belongs."""
        return f"configuration:{self.name}"


KEYS: Mapping[str, Key] = {
    one.name: one
    for one in msgspec.json.decode(Path(__file__).with_name("keys.json").read_bytes(), type=tuple[Key, ...])
}


class Snapshot(msgspec.Struct, frozen=True):
    """All values at one moment: those that the node's settings fix, those that were set, else the defaults."""

    texts: Mapping[str, str]
    fixed: Mapping[str, Source] = msgspec.field(default_factory=dict)

    def source(self, name: str) -> Source:
        """Where the value of a key comes from."""
        return self.fixed.get(name, "database" if name in self.texts else "default")

    def value(self, name: str) -> Value:
        """The value of any key."""
        key = KEYS[name]
        text = self.texts.get(name, key.default)
        if key.type == "bool":
            return text == "true"
        if key.type in BOUNDS:
            return int(text)
        if key.type == "map":
            return msgspec.json.decode(text, type=dict[str, object]) if text else {}
        return text

    def flag(self, name: str) -> bool:
        """The value of a key of type `bool`."""
        value = self.value(name)
        assert isinstance(value, bool), name
        return value

    def number(self, name: str) -> int:
        """The value of a key that is a number."""
        value = self.value(name)
        assert isinstance(value, int), name
        return value

    def text(self, name: str) -> str:
        """The value of a key that is a text."""
        value = self.value(name)
        assert isinstance(value, str), name
        return value


def kept(name: str, value: object) -> str:
    """The value as it is kept. Raises Refusal BAD_REQUEST that names key and rule, and never the value."""
    key = KEYS[name]
    if key.type == "bool":
        if not isinstance(value, bool):
            raise _wrong(name, "must be true or false")
        return "true" if value else "false"
    if key.type in BOUNDS:
        return str(_number(key, value))
    if not isinstance(value, str) or len(value) > TEXT or "\0" in value:
        raise _wrong(name, f"must be a text of at most {TEXT} characters without NUL")
    words = WORDS.get(key.type)
    if words is not None and value not in words:
        raise _wrong(name, f"must be {' or '.join(words)}")
    if key.type == "nonemptystring" and not value.strip() and value != key.default:
        raise _wrong(name, "must not be empty")
    if key.type == "stringtostringmap":
        _check_map(name, value)
    if name == "robot_name_prefix" and not (len(value) <= 64 and value.isprintable() and value.isascii()):
        raise _wrong(name, "has at most 64 printable ASCII characters")
    if name == FORWARD and value and parse_endpoint(value) is None:
        raise _wrong(name, RULE)
    if name == "disabled_audit_log_event_types":
        return ",".join(dict.fromkeys(one.strip() for one in value.split(",") if one.strip()))
    return value


def check_together(texts: Mapping[str, str]) -> None:
    """Raises Refusal BAD_REQUEST for values each of which may be, and not with the others."""
    if texts.get(SKIP) == "true" and not texts.get(FORWARD):
        raise _wrong(SKIP, f"cannot be true without {FORWARD}: nothing else keeps the entries")


def kept_text(name: str, text: str) -> str:
    """The same for a value that is written as text, as in the environment: `true`, `30`, `robot$`."""
    key = KEYS[name]
    if key.type == "bool" and text in ("true", "false"):
        return kept(name, text == "true")
    if key.type in BOUNDS:
        try:
            return kept(name, int(text))
        except ValueError:
            raise _wrong(name, "must be a whole number") from None
    return kept(name, text)


def _number(key: Key, value: object) -> int:
    low, high = NARROWER.get(key.name, BOUNDS[key.type])
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(key.name, "must be a whole number")
    if not low <= value <= high or (low == -1 and value == 0):
        rule = f"must be -1 or from 1 to {high}" if low == -1 else f"must be from {low} to {high}"
        raise _wrong(key.name, rule)
    return value


def _check_map(name: str, value: str) -> None:
    try:
        msgspec.json.decode(value or "{}", type=dict[str, str])
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise _wrong(name, 'must be a JSON object of texts, such as {"prompt": "login"}') from None


def _wrong(name: str, rule: str) -> Refusal:
    return Refusal("BAD_REQUEST", f"{name} {rule}")
