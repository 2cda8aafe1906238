"""The table of routes, the guards and the handlers fit together, or the lint says which do not."""

from __future__ import annotations

from tools.lint import routes
from tools.lint.source import Source

TABLE = """
ROUTES: dict[str, dict[str, str]] = {"tags": {"GET": "tags"}, "blob": {"DELETE": "delete_blob"}}
GUARDS = {"tags": "pull", "delete_blob": "delete"}
"""
HANDLERS = """
async def tags(parts, request, route): ...
async def delete_blob(parts, request, route): ...
async def _inner(parts, request, route): ...
async def pour(request, sink): ...
"""


def found(table: str = TABLE, handlers: str = HANDLERS) -> list[str]:
    sources = [Source("roadstead/registry/routes.py", table), Source("roadstead/registry/listings.py", handlers)]
    return [finding.message for finding in routes.check(sources)]


def test_all_fit() -> None:
    assert found() == []


def test_a_route_without_a_guard() -> None:
    assert found(TABLE.replace('"tags": "pull", ', "")) == ["tags has no guard"]


def test_a_guard_without_a_route() -> None:
    assert found(TABLE.replace('"tags": "pull"', '"tags": "pull", "other": "pull"')) == [
        "the guard of other guards no route"
    ]


def test_a_route_without_a_handler() -> None:
    assert found(handlers=HANDLERS.replace("def delete_blob", "def remove")) == [
        "delete_blob has no handler",
        "remove answers no route",
    ]


def test_a_guard_that_nobody_knows() -> None:
    assert found(TABLE.replace('"pull"', '"pul"')) == ["tags: 'pul' is no guard that is known"]


def test_a_door_left_open() -> None:
    (message,) = found(TABLE.replace('"pull"', '"anyone"'))
    assert "tags is open to anyone" in message


def test_without_a_data_plane_there_is_nothing_to_say() -> None:
    assert list(routes.check([])) == []
