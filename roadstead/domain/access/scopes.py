"""What a client asks a token for: `repository:NAME:ACTION,ACTION` and `registry:catalog:*`."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from roadstead.domain.access.roles import ALL, NONE
from roadstead.errors import Refusal
from roadstead.oci.reference import is_repository_name

MOST = 100  # scopes
MOST_BYTES = 4096  # of all scopes together


class Scope(msgspec.Struct, frozen=True):
    """`type` is "repository" or "registry"; `actions` are pull, push, delete, or `*` alone for the catalog."""

    type: str
    name: str
    actions: frozenset[str]


CATALOG = Scope("registry", "catalog", frozenset({"*"}))


def parse_scopes(values: Sequence[str]) -> tuple[Scope, ...]:
    """One Scope for each name asked; a value may hold several between spaces.

    What is malformed or of another type is granted nothing, so it is left out. Raises Refusal BAD_REQUEST
    when there is too much to read.
    """
    if sum(map(len, values)) > MOST_BYTES:
        raise Refusal("BAD_REQUEST", f"scope: at most {MOST_BYTES} bytes")
    texts = [text for value in values for text in value.split(" ") if text]
    if len(texts) > MOST:
        raise Refusal("BAD_REQUEST", f"scope: at most {MOST}")
    asked: dict[tuple[str, str], frozenset[str]] = {}
    for text in texts:
        if (scope := _parse(text)) is not None:
            key = (scope.type, scope.name)
            asked[key] = asked.get(key, NONE) | scope.actions
    return tuple(Scope(type_, name, actions) for (type_, name), actions in asked.items())


def _parse(text: str) -> Scope | None:
    type_, _, rest = text.partition(":")
    name, _, actions_text = rest.rpartition(":")
    actions = frozenset(actions_text.split(","))
    if type_ == CATALOG.type and name == CATALOG.name and "*" in actions:
        return CATALOG
    if type_ != "repository" or not is_repository_name(name):
        return None
    actions = ALL if "*" in actions else actions & ALL
    return Scope(type_, name, actions) if actions else None
