"""A20 on the API: values without measure and bytes that are no text, in every path, query, header and body field.

Everything is asked of the administrator, who may do all of it: what is refused is refused for what it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar
from urllib.parse import quote

import pytest

from roadstead.api.contract import Operation, merged
from roadstead.errors import CODES
from tests.security.conftest import ENVIRONMENT, PASSWORD, Reply, Site, basic
from tests.security.town import CHANGES, OPERATIONS, SAFE, Town, body_of, difference, names_of, path_of, settle, state
from tests.support.server import Server

PATHS = ["%00", "a%00b", "%ff", "%ed%a0%80", "%25ff", "%2500", "..%2f..%2fetc", "%2e%2e", "-1", "0", "1e9", "{}",
         "9" * 19, "9" * 300, "2147483648", "9223372036854775807", "9223372036854775808", "%D9%A1", "a" * 5000,
         "%27%20OR%201=1--", "%0d%0aSet-Cookie:%20a=b", "sha256:zz", "%20"]  # fmt: skip
NUMBERS = [
    "1000000000",
    "-1",
    "0",
    "1e9",
    "0x10",
    "9" * 18,
    "9" * 19,
    "9" * 5000,
    "9223372036854775807",
    "NaN",
    "%D9%A1",
]
WORDS = ["%00", "a%00b", "%ff", "%ed%a0%80", "%27%20OR%201=1--", "a" * 3000, "%25%25s", "%F0%9F%92%A9", "%0d%0aX:%20y"]
FILTERS = [
    *("=", "a", "a=", "=b", "id=[1~", "id=[~]", "id={}", "id=(1 2)", "id=~1", f"id={'9' * 30}", f"id=[-9~{'9' * 30}]"),
    *("name=~%", "name=~\\", 'name="', f"name={{{'a ' * 101}}}", "a=b," * 21, f"name=~{'_' * 900}", "public=maybe"),
    *("creation_time=[9999999~]", "creation_time=0000-00-00"),
]
SORTS = ["-", ",,,", "--name", "name," * 21, "-" * 900, "name;DROP TABLE account", "(SELECT 1)"]
HEADERS = ["", "maybe", "\xff", "a" * 20_000, "\t", "%00", "9" * 400]
QUERIES = ["%ff=1", "%00=1", "page=1&page=2", "=&&==&", "page", "a=1&" * 101, "a=" + "b" * 20_000]
KINDS = [
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "\xff",
]
BODIES = [b"", b"null", b"[]", b"{", b"1", b'"a"', b"\xff\xfe", b"\xef\xbb\xbf{}", b"[" * 100_000, b'{"a":' * 50_000,
          b"{}" + b" " * (1 << 20), b"NaN", b"{'a': 1}", b'{"a":1,}', b"{}{}"]  # fmt: skip
ODD: list[Any] = [None, True, -1, 0, 1 << 31, 1 << 63, 10**400, 1.5, "", "a\0b", "\ud800", "x" * 70_000, "\u202e", [],
                  {}, [[]], {"a": {}}, "'; DROP TABLE account --"]  # fmt: skip
FULL = bool(os.environ.get("ROADSTEAD_TEST_FULL"))
V = TypeVar("V")
WITH_BODY = [one for one in CHANGES if one.takes_body]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """On each database: they differ in what they take for text and for a number."""
    url = request.getfixturevalue("postgres").fresh() if request.param == "postgres" else None
    data = tmp_path_factory.mktemp("hostile") / "data"
    with Server.start(data, env=ENVIRONMENT, database_url=url) as server:
        server.cli("user", "create", "root", "--password-stdin", "--admin", stdin=PASSWORD)
        yield settle(Site(server))


def ask(
    town: Town, operation: Operation, target: str, body: object = None, headers: dict[str, str | bytes] | None = None
) -> Reply:
    """The answer to the administrator, which is one of the API's and no failure."""
    sent: dict[str, str | bytes] = {"authorization": basic("root"), "content-type": "application/json"}
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    reply = town.site.ask(operation.method, target, {**sent, **(headers or {})}, data)
    assert reply.status < 500, (operation.method, target[:200], str(body)[:200], reply)
    if reply.status >= 400 and operation.method != "HEAD":
        (error,) = json.loads(reply.body)["errors"]
        assert error["code"] in CODES
        assert error["message"]
    return reply


def share(town: Town, operation: Operation, values: Sequence[V]) -> Sequence[V]:
    """Every fourth value, others for each operation and each database; all of them in the tests that run in full."""
    return values if FULL else values[(OPERATIONS.index(operation) + 2 * on_postgres(town)) % 4 :: 4]


def on_postgres(town: Town) -> bool:
    return "ROADSTEAD_DATABASE_URL" in town.site.server.environment


@contextmanager
def unchanged(town: Town) -> Iterator[list[Reply]]:
    """What is refused changes nothing: put the answers into the list."""
    before = state(town.site.server)
    replies: list[Reply] = []
    yield replies
    if all(reply.status >= 400 for reply in replies):
        assert difference(before, state(town.site.server)) == {}


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if names_of(one)], ids=lambda one: one.id)
def test_in_paths(town: Town, operation: Operation) -> None:
    with unchanged(town) as replies:
        for name in names_of(operation):
            place = path_of(operation, {**town.mine, name: "PLACE"})
            for value in share(town, operation, PATHS):
                body = body_of(operation, town.mine)
                reply = ask(town, operation, place.replace("PLACE", value), body)
                assert reply.status >= 400 or operation.method in SAFE, (operation.id, name, value, reply)
                replies.append(reply)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_in_queries_and_header_fields(town: Town, operation: Operation) -> None:
    """Of a change only what names nothing is asked, so that it is refused whatever the query says."""
    target = path_of(operation, town.mine if operation.method in SAFE else town.absent)
    kinds = {"integer": NUMBERS, "boolean": NUMBERS, "string": WORDS}
    with unchanged(town) as replies:
        for parameter in operation.parameters:
            if parameter.place == "query":
                values = {"q": [*FILTERS, *WORDS], "sort": [*SORTS, *WORDS]}.get(parameter.name, kinds[parameter.type])
                for value in share(town, operation, values):
                    asked = f"{target}?{parameter.name}={value if '%' in value else quote(value)}"
                    replies.append(ask(town, operation, asked, b"{}" if operation.takes_body else None))
            elif parameter.place == "header":
                for text in share(town, operation, HEADERS):
                    body = b"{}" if operation.takes_body else None
                    replies.append(ask(town, operation, target, body, {parameter.name: text}))
        for query in share(town, operation, QUERIES):
            replies.append(ask(town, operation, f"{target}?{query}", b"{}" if operation.takes_body else None))


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda one: one.id)
def test_bodies_that_are_none(town: Town, operation: Operation) -> None:
    target = path_of(operation, town.mine)
    right = json.dumps(body_of(operation, town.mine, f"b{operation.id}".lower())).encode()
    with unchanged(town) as replies:
        for body in share(town, operation, BODIES):
            replies.append(ask(town, operation, target, body))
            assert replies[-1].status in (400, 413, 422), (operation.id, body[:50], replies[-1])
        for kind in share(town, operation, KINDS):
            replies.append(ask(town, operation, target, right, {"content-type": kind}))
            assert replies[-1].status in (400, 415), (operation.id, kind, replies[-1])
        replies.append(ask(town, operation, target, right + b" " * (1 << 20)))
        assert replies[-1].status == 413


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda one: one.id)
def test_in_every_field_of_a_body(town: Town, operation: Operation) -> None:
    target = path_of(operation, town.mine)
    schema = schema_of(operation)
    for path in [*fields(schema)]:
        # each look at PostgreSQL takes a connection: there it is looked at once for each of the other attacks
        with nullcontext(list[Reply]()) if on_postgres(town) else unchanged(town) as replies:
            for value in share(town, operation, ODD):
                body = changed(body_of(operation, town.mine, "odd"), path, value)
                replies.append(ask(town, operation, target, body))


def schema_of(operation: Operation) -> dict[str, Any]:
    """The contract's schema of its body."""
    (written,) = (one for one in _written(operation)["parameters"] if one.get("in") == "body")
    return dict(written["schema"])


def _written(operation: Operation) -> dict[str, Any]:
    for path, methods in merged()["paths"].items():
        if path.strip("/") == operation.path.strip("/"):
            return dict(methods[operation.method.lower()])
    raise KeyError(operation.id)


def fields(schema: dict[str, Any], depth: int = 0) -> Iterator[tuple[str, ...]]:
    """The path of each field, those of objects in lists as well."""
    if "$ref" in schema:
        schema = merged()["definitions"][schema["$ref"].rpartition("/")[2]]
    if schema.get("type") == "array":
        yield from (("[]", *below) for below in fields(schema["items"], depth))
    for name, inner in schema.get("properties", {}).items():
        yield (name,)
        if depth < 3:
            yield from ((name, *below) for below in fields(inner, depth + 1))


def changed(body: Any, path: tuple[str, ...], value: Any) -> Any:
    """The body with this value there."""
    if not path:
        return value
    first, *rest = path
    if first == "[]":
        held = body[0] if isinstance(body, list) and body else {}
        return [changed(held, tuple(rest), value)]
    held = body if isinstance(body, dict) else {}
    return {**held, first: changed(held.get(first), tuple(rest), value)}
