"""The contract, read once: which operations there are, where, with which parameters and codes.

What Roadstead answers beside it stands in `additions.json`, in the same form: operations of its own, and what is more
to those of the contract. Clients of the contract never ask for it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FILE = Path(__file__).with_name("contract.json")
ADDITIONS = Path(__file__).with_name("additions.json")
BASE = "/api/v2.0"
BY_TOKEN = {
    "parameters": [
        {
            "name": "page_token",
            "in": "query",
            "type": "string",
            "description": "The page behind the one that answered this in `X-Next-Page-Token`; no total then.",
        }
    ],
    "responses": {
        "200": {"headers": {"X-Next-Page-Token": {"type": "string", "description": "Where the next page begins."}}}
    },
}
"""What is more to every list that has pages."""


class Parameter(msgspec.Struct, frozen=True, rename="lower"):
    """A value in path, query or header (Swagger 2.0, "Parameter Object")."""

    name: str
    place: str
    type: str
    required: bool = False
    default: str | int | bool | None = None
    minimum: int | None = None
    maximum: int | None = None
    minlength: int | None = None
    maxlength: int | None = None
    enum: tuple[str, ...] | None = None


class Operation(msgspec.Struct, frozen=True):
    """What may be asked of one path by one method; `segments` are the path's, `{name}` stands for any.

    `codes` are the contract's own: where it names several for one thing, an answer goes by these.
    """

    id: str
    tag: str
    method: str
    segments: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    takes_body: bool
    codes: frozenset[int]

    @property
    def path(self) -> str:
        """The path's template, from the base on."""
        return "/" + "/".join(self.segments)

    @property
    def takes_query(self) -> bool:
        """Whether its query is looked at."""
        return any(one.place == "query" for one in self.parameters)


@cache
def document() -> dict[str, Any]:
    """The contract as it is written, Swagger 2.0."""
    found: dict[str, Any] = msgspec.json.decode(FILE.read_bytes())
    return found


@cache
def additions() -> dict[str, Any]:
    """What is answered beside the contract: paths and definitions, to be laid over it as `merged` does."""
    found: dict[str, Any] = msgspec.json.decode(ADDITIONS.read_bytes())
    return found


@cache
def merged() -> dict[str, Any]:
    """The contract with the additions laid over it, and pages by token on every list."""
    found: dict[str, Any] = _laid_over(document(), additions())
    for methods in found["paths"].values():
        if "get" in methods and _has_pages(methods["get"]):
            methods["get"] = _laid_over(methods["get"], BY_TOKEN)
    return found


def _has_pages(written: dict[str, Any]) -> bool:
    names = {one.get("name") or one["$ref"].rpartition("/")[2] for one in written.get("parameters", [])}
    answer = written["responses"]["200"].get("schema", {})
    return names & {"page", "page_token"} == {"page"} and answer.get("type") == "array"


@cache
def operations() -> dict[str, Operation]:
    """Every operation by its id, those of the additions as well."""
    shared = document()["parameters"]
    found: dict[str, Operation] = {}
    for path, methods in merged()["paths"].items():
        common = methods.get("parameters", [])
        for method, written in methods.items():
            if method == "parameters":
                continue
            own = document()["paths"].get(path, {}).get(method, written)
            all_of_it = [_resolved(one, shared) for one in [*common, *written.get("parameters", [])]]
            found[written["operationId"]] = Operation(
                id=written["operationId"],
                tag=written["tags"][0],
                method=method.upper(),
                segments=tuple(path.strip("/").split("/")),
                parameters=tuple(_parameter(one) for one in all_of_it if _is_value(one)),
                takes_body=any(one["in"] == "body" for one in all_of_it),
                codes=frozenset(int(code) for code in own["responses"]),
            )
    return found


def _is_value(written: dict[str, Any]) -> bool:
    """An id of a request is no value that could be wrong: it is echoed, or another is made."""
    return written["in"] in ("path", "query", "header") and written["name"] != "X-Request-Id"


def _laid_over(below: Any, above: Any) -> Any:
    """Objects field by field, null takes away; lists one behind the other; else what is above."""
    if isinstance(below, dict) and isinstance(above, dict):
        both = {**below, **{name: _laid_over(below.get(name), one) for name, one in above.items()}}
        return {name: one for name, one in both.items() if one is not None}
    return [*below, *above] if isinstance(below, list) and isinstance(above, list) else above


def _resolved(written: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    reference: str | None = written.get("$ref")
    return written if reference is None else shared[reference.rpartition("/")[2]]


def _parameter(written: dict[str, Any]) -> Parameter:
    fields = {key.lower(): value for key, value in written.items() if key not in ("in", "format")}
    return msgspec.convert({**fields, "place": written["in"]}, Parameter)
