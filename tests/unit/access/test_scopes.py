"""What a scope asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.domain.access.roles import ALL
from roadstead.domain.access.scopes import CATALOG, MOST, MOST_BYTES, Scope, parse_scopes
from roadstead.oci.reference import is_repository_name
from tests.unit.refusals import refused


def scope(name: str, *actions: str) -> Scope:
    return Scope("repository", name, frozenset(actions))


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ([], ()),
        ([""], ()),
        (["repository:a/b:pull"], (scope("a/b", "pull"),)),
        (["repository:a/b:pull,push"], (scope("a/b", "pull", "push"),)),
        (["repository:a/b:*"], (scope("a/b", *ALL),)),
        (["repository:a/b:pull repository:c/d:push"], (scope("a/b", "pull"), scope("c/d", "push"))),
        (["repository:a/b:pull", "repository:c/d:push"], (scope("a/b", "pull"), scope("c/d", "push"))),
        (["repository:a/b:pull", "repository:a/b:push"], (scope("a/b", "pull", "push"),)),
        (["  repository:a/b:pull   "], (scope("a/b", "pull"),)),
        (["registry:catalog:*"], (CATALOG,)),
        (["registry:catalog:* repository:a/b:pull"], (CATALOG, scope("a/b", "pull"))),
        (["repository:a/b:pull,fly"], (scope("a/b", "pull"),)),
    ],
)
def test_well_formed(values: list[str], asked: tuple[Scope, ...]) -> None:
    assert parse_scopes(values) == asked


@pytest.mark.parametrize(
    "text",
    [
        "repository",
        "repository:a/b",
        "repository::pull",
        "repository:a/b:",
        "repository:a/b:PULL",
        "repository:a/b:pull:",
        "repository:A/b:pull",
        "repository:a:pull",
        "repository:host.example:5000/a/b:pull",
        "repository:../a:pull",
        "repository:a/../b:pull",
        'repository:a/b":pull',
        "repository:a/b\r\nx:pull",
        "repository:a/b\x00:pull",
        "repository(plugin):a/b:pull",
        "registry:catalog:pull",
        "registry:other:*",
        "project:a:pull",
        ":::",
        "*",
    ],
)
def test_malformed_asks_for_nothing(text: str) -> None:
    assert parse_scopes([text]) == ()


def test_too_much_is_refused() -> None:
    most = " ".join(f"repository:a/{n}:pull" for n in range(MOST))
    assert len(parse_scopes([most])) == MOST
    with refused("BAD_REQUEST", f"scope: at most {MOST}"):
        parse_scopes([most + " repository:a/b:pull"])
    with refused("BAD_REQUEST", f"scope: at most {MOST_BYTES} bytes"):
        parse_scopes(["x" * MOST_BYTES, "x"])


@given(st.lists(st.text(max_size=40), max_size=5))
def test_whatever_comes_only_names_and_actions_we_know_leave(values: list[str]) -> None:
    for found in parse_scopes(values):
        assert found == CATALOG or (is_repository_name(found.name) and found.actions <= ALL and found.actions)


@given(st.permutations(["repository", ":", "a/b", ":", "pull", ",", "push", " ", "*", "registry:catalog"]))
def test_the_pieces_in_any_order(pieces: list[str]) -> None:
    for found in parse_scopes(["".join(pieces)]):
        assert found == CATALOG or (found.type == "repository" and found.actions <= ALL)
