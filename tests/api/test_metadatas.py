"""What is set of a project by name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.people import ROLES, join, person, project
from tests.support.server import Server

PATH = "/projects/set/metadatas"


@pytest.fixture(scope="module")
def cat(server: Server) -> Api:
    """Who administers the project `set`."""
    caller = person(server, "cat")
    project(caller, "set")
    return caller


@pytest.fixture(autouse=True)
def clean(cat: Api) -> None:
    """Nothing is set but publicity."""
    for name in cat.get(f"{PATH}/").json:
        if name != "public":
            assert cat.delete(f"{PATH}/{name}").status == 200
    assert cat.put(f"{PATH}/public", {"public": "false"}).status == 200


def test_from_its_setting_to_its_end(cat: Api) -> None:
    assert cat.get(f"{PATH}/").json == {"public": "false"}
    assert cat.post(f"{PATH}/", {"severity": "Low", "auto_scan": "T"}).status == 200
    assert cat.get(PATH).json == {"public": "false", "severity": "low", "auto_scan": "true"}
    assert cat.put(f"{PATH}/severity", {"severity": "critical"}).status == 200
    assert cat.get(f"{PATH}/severity").json == {"severity": "critical"}
    assert cat.get("/projects/set").json["metadata"]["severity"] == "critical"
    assert cat.delete(f"{PATH}/severity").status == 200
    assert cat.get(f"{PATH}/severity").error[:2] == (404, "NOT_FOUND")


def test_publicity_is_the_projects_own(cat: Api, nobody: Api) -> None:
    assert cat.post(f"{PATH}/", {"public": "true"}).error[:2] == (409, "CONFLICT")
    assert nobody.get("/projects/set").status == 401
    assert cat.put(f"{PATH}/public", {"public": "true"}).status == 200
    assert cat.get(f"{PATH}/public").json == {"public": "true"}
    assert nobody.get("/projects/set").status == 200
    assert cat.delete(f"{PATH}/public").error[:2] == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("name", "taken", "kept", "refused"),
    [
        ("enable_content_trust", "1", "true", "yes"),
        ("enable_content_trust_cosign", "false", "false", ""),
        ("prevent_vul", "TRUE", "true", "maybe"),
        ("severity", "none", "none", "negligible"),
        ("auto_scan", "f", "false", "2"),
        ("auto_sbom_generation", "true", "true", "tru"),
        ("reuse_sys_cve_allowlist", "false", "false", "null"),
        ("proxy_speed_kb", "-1", "-1", "-2"),
        ("max_upstream_conn", "100", "100", "1e3"),
        ("proxy_cache_filter_pattern", "library/**", "library/**", "x" * 1025),
        ("proxy_cache_filter_kind", "doublestar", "doublestar", "glob"),
    ],
)
def test_every_name_has_a_rule(cat: Api, name: str, taken: str, kept: str, refused: str) -> None:
    wrong = cat.post(f"{PATH}/", {name: refused})
    assert wrong.error[:2] == (400, "BAD_REQUEST")
    assert f"metadata.{name}" in wrong.error[2]
    assert cat.post(f"{PATH}/", {name: taken}).status == 200
    assert cat.get(f"{PATH}/{name}").json == {name: kept}
    assert cat.put(f"{PATH}/{name}", {name: refused}).error[:2] == (400, "BAD_REQUEST")
    assert cat.get(f"{PATH}/{name}").json == {name: kept}


@pytest.mark.parametrize(
    "body",
    [{}, [], None, {"severity": 1}, {"severity": None}, {"unheard_of": "x"}, {"retention_id": "1"}, b"{", {"": "x"}],
)
def test_what_is_not_metadata_is_refused(cat: Api, body: Any) -> None:
    for refused in (cat.post(f"{PATH}/", body), cat.put(f"{PATH}/severity", body)):
        assert refused.error[:2] == (400, "BAD_REQUEST")
    assert cat.get(PATH).json == {"public": "false"}


def test_it_is_all_or_nothing(cat: Api) -> None:
    assert cat.post(f"{PATH}/", {"severity": "low"}).status == 200
    assert cat.post(f"{PATH}/", {"auto_scan": "true", "severity": "high"}).error[:2] == (409, "CONFLICT")
    assert cat.get(PATH).json == {"public": "false", "severity": "low"}


def test_a_change_is_of_the_name_in_the_path_and_needs_one_that_is_set(cat: Api) -> None:
    assert cat.put(f"{PATH}/severity", {"severity": "low"}).error[:2] == (404, "NOT_FOUND")
    assert cat.delete(f"{PATH}/severity").error[:2] == (404, "NOT_FOUND")
    assert cat.put(f"{PATH}/severity", {"auto_scan": "true"}).error[:2] == (400, "BAD_REQUEST")
    assert cat.put(f"{PATH}/severity", {"severity": "low", "public": "true"}).error[:2] == (400, "BAD_REQUEST")
    assert cat.get(f"{PATH}/unheard_of").error[:2] == (404, "NOT_FOUND")


def test_roles_say_who_may_what(server: Server, admin: Api, nobody: Api, cat: Api) -> None:
    eve = person(server, "eve")
    callers: list[tuple[Api, str]] = [(admin, "all"), (eve, "none"), (nobody, "none")]
    for role in ROLES:
        callers.append(
            (person(server, f"m-{role}".lower()), {"projectAdmin": "all", "maintainer": "read"}.get(role, "none"))
        )
        join(cat, "set", f"m-{role}".lower(), role)
    for caller, may in callers:
        denied = 401 if caller is nobody else 403
        reads = {caller.get(f"{PATH}/").status, caller.get(f"{PATH}/public").status}
        assert reads == ({denied} if may == "none" else {200})
        changes = [
            caller.post(f"{PATH}/", {"severity": "low"}).status,
            caller.put(f"{PATH}/severity", {"severity": "high"}).status,
            caller.delete(f"{PATH}/severity").status,
        ]
        assert set(changes) == ({200} if may == "all" else {denied})
