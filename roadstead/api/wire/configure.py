"""The configuration as the contract writes it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from roadstead.api import contract
from roadstead.domain.config.model import KEYS, Key, Snapshot, Source, Value

FIXED = frozenset({"auth_mode"})
"""What cannot be changed: there is one way to sign in so far."""


class ConfigItem(msgspec.Struct):
    """A value, and whether administrators may set it. Additions: where it comes from, and whether anything uses it."""

    value: Value
    editable: bool
    source: Source
    used: bool


def settable(sent: Mapping[str, object]) -> dict[str, object]:
    """Of what was sent, the keys that may be set."""
    known = contract.document()["definitions"]["Configurations"]["properties"]
    flags = ("pull_time_update_disable", "pull_count_update_disable", "pull_audit_log_disable")
    return {name: value for name, value in sent.items() if name in known or name in flags}


def answered(snapshot: Snapshot) -> dict[str, ConfigItem | Value]:
    """Every key that is no secret; `scan_all_policy` is a bare object."""
    items: dict[str, ConfigItem | Value] = dict(internal(snapshot).items())
    items["scan_all_policy"] = snapshot.value("scan_all_policy")
    return items


def internal(snapshot: Snapshot) -> dict[str, ConfigItem]:
    """Every key that is no secret."""
    return {name: _item(snapshot, key) for name, key in KEYS.items() if not key.secret}


def _item(snapshot: Snapshot, key: Key) -> ConfigItem:
    editable = key.name not in FIXED and key.name not in snapshot.fixed
    return ConfigItem(snapshot.value(key.name), editable, snapshot.source(key.name), key.used)
