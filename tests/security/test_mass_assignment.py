"""A2: what a body may not set it does not set: what is only read, what other bodies have, what tables are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from roadstead.api.contract import Operation, document
from tests.security.conftest import ENVIRONMENT, PASSWORD, Site
from tests.security.town import CHANGES, Town, body_of, difference, settle, state
from tests.support.census import rows
from tests.support.server import Server

WITH_BODY = [one for one in CHANGES if one.takes_body and one.segments[0] not in ("system", "jobservice")]
# What a body may set that `body_of` leaves out; the contract's schemas say it beside what is only read.
MAY_SET = {
    "createProject": {"public", "cve_allowlist", "registry_id"},
    "updateProject": {"public", "cve_allowlist", "storage_limit", "project_name", "registry_id"},
    "createProjectMember": {"member_group"},
    "CreateImmuRule": {"priority", "params"},
    "UpdateImmuRule": {"priority", "params"},
    "createUserGroup": {"ldap_group_dn"},
    "CreateRobot": {"description", "disable", "secret"},
    "UpdateRobot": {"disable", "level", "name"},
    "CreateLabel": {"description", "color"},
    "UpdateLabel": {"description"},
}
FREE = {
    **dict.fromkeys(("updateConfigurations", "addProjectMetadatas", "updateProjectMetadata"), "every name is a key"),
    **dict.fromkeys(("createRetention", "createProjectMember", "addLabel"), "it works once for a project"),
    **dict.fromkeys(("setCliSecret", "operateRetentionExecution"), "it is refused in this town"),
}
CANARY, NUMBER = "canary", 77_777
VALUES: dict[str, Any] = {"integer": NUMBER, "boolean": True, "string": CANARY, "array": [], "number": NUMBER}
TIME = re.compile(r"1[5-9]\d{11}|\$argon2id\S+|'?secret'?: '\w+'")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Server.start(tmp_path_factory.mktemp("mass") / "data", env=ENVIRONMENT) as server:
        server.cli("user", "create", "root", "--password-stdin", "--admin", stdin=PASSWORD)
        yield settle(Site(server))


def foreign(town: Town, operation: Operation, body: dict[str, Any]) -> dict[str, Any]:
    """Every property of every schema and every column, that this body may not set."""
    found: dict[str, Any] = {}
    for _, name in rows(town.site.server, "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"):
        found[str(name)] = NUMBER
    definitions = document()["definitions"]
    own = [one for name, one in definitions.items() if operation.id.endswith(name)]  # Label of UpdateLabel
    for schema in [*definitions.values(), *own]:
        for name, written in schema.get("properties", {}).items():
            found[name] = VALUES.get(written.get("type", "object"), {})
    return {name: value for name, value in found.items() if name not in {*body, *MAY_SET.get(operation.id, ())}}


def came(town: Town, operation: Operation, word: str, more: bool) -> dict[str, list[str]]:
    """Rows that an administrator's request brings, without numbers, times and `word`."""
    body = body_of(operation, town.mine, word)
    sent = {**foreign(town, operation, body), **body} if more else body
    before = state(town.site.server)
    reply = town.ask(operation, town.mine, "root", sent)
    assert reply.status in (200, 201), (operation.id, reply)
    after = difference(before, state(town.site.server))
    return {table: [plain(row, word) for row in some] for table, (_, some) in after.items()}


def plain(row: str, word: str) -> str:
    """A row of an SQLite table, its own number first, without what differs from one to the next."""
    return TIME.sub("-", row.replace(word, "WORD"))


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda one: one.id)
def test_what_may_not_be_set_sets_nothing(town: Town, operation: Operation) -> None:
    if operation.id in FREE:
        return
    first, second = f"first-{operation.id}".lower(), f"other-{operation.id}".lower()
    without, loaded = came(town, operation, first, False), came(town, operation, second, True)
    assert loaded.keys() <= without.keys(), (without, loaded)
    for table, some in loaded.items():
        assert CANARY not in str(some)
        assert str(NUMBER) not in str(some)
        old, new = (sorted(re.sub(r"\b\d+\b", "N", row) for row in one) for one in (without[table], some))
        assert old == new, (table, without[table], some)
