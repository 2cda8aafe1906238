"""A11: no list can be searched or put in order by what it does not show."""

from __future__ import annotations

import json

import pytest

from roadstead.api.contract import Operation
from tests.security.conftest import Reply
from tests.security.town import LISTS, Town
from tests.support.census import rows

KNOWN = ("password", "salt", "token", "secret", "hash", "value", "reset_uuid", "oidc_secret", "csrf", "sid")
"""What secrets are called in many places."""
WAYS = ("={}", "=~{}", "=[{}~]", "=[~{}]", "={{{}}}", "=({} {})")
GUESSES = ("a", "$argon2id$v=19$m=19456")
MOVING = ("date", "x-request-id", "warning", "content-length", "link")


def secret_columns(town: Town) -> set[str]:
    """The names of what the database keeps and no list shows: hashes, secrets, what ends tokens."""
    found = rows(town.site.server, "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c")
    return {str(name) for _, name in found if any(word in str(name) for word in ("secret", "hash", "epoch", "until"))}


def shown(reply: Reply) -> object:
    """The page, and everything that is said about it but the warning; of the audit log only how much there is."""
    assert reply.status == 200, reply
    return json.loads(reply.body), [field for field in reply.fields if field[0] not in MOVING]


@pytest.mark.parametrize("operation", LISTS, ids=lambda one: one.id)
def test_no_list_knows_a_secret(town: Town, operation: Operation) -> None:
    columns = secret_columns(town)
    assert {"password_hash", "secret_hash", "old_secret_hash", "epoch"} <= columns
    plain = shown(town.ask(operation, town.mine, "root"))
    for name in sorted(columns | set(KNOWN)):
        for spelled in (name, name.upper(), f"account.{name}", f"{name}--"):
            for asked in ({"sort": spelled}, {"sort": f"-{spelled}"}, {"q": f"{spelled}=a"}):
                check(town, operation, asked, plain, spelled)
        for way in WAYS:
            for guess in GUESSES:
                check(town, operation, {"q": name + way.format(*[guess] * 2)}, plain, name)


def check(town: Town, operation: Operation, asked: dict[str, str], plain: object, name: str) -> None:
    if not asked.keys() <= {parameter.name for parameter in operation.parameters}:
        return
    reply = town.ask(operation, town.mine, "root", query=asked)
    assert shown(reply) == plain, (asked, reply)
    assert f"left out: {name}" in reply.given("warning"), (asked, reply)
