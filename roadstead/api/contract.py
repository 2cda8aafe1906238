"""The contract, read once: which operations there are, where, with which parameters and codes.

What Roadstead answers beside it stands in `additions.json`, in the same form: clients of the contract never ask for it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FILE = Path(__file__).with_name("contract.json")
ADDITIONS = Path(__file__).with_name("additions.json")
BASE = "/api/v2.0"


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
    """What may be asked of one path by one method; `segments` are the path's, `{name}` stands for any."""

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


@cache
def document() -> dict[str, Any]:
    """The contract as it is written, Swagger 2.0."""
    found: dict[str, Any] = msgspec.json.decode(FILE.read_bytes())
    return found


@cache
def additions() -> dict[str, Any]:
    """What is answered beside the contract: paths and definitions, Swagger 2.0."""
    found: dict[str, Any] = msgspec.json.decode(ADDITIONS.read_bytes())
    return found


@cache
def operations() -> dict[str, Operation]:
    """Every operation by its id, those of the additions as well."""
    shared = document()["parameters"]
    found: dict[str, Operation] = {}
    for path, methods in [*document()["paths"].items(), *additions()["paths"].items()]:
        common = methods.get("parameters", [])
        for method, written in methods.items():
            if method == "parameters":
                continue
            all_of_it = [_resolved(one, shared) for one in [*common, *written.get("parameters", [])]]
            found[written["operationId"]] = Operation(
                id=written["operationId"],
                tag=written["tags"][0],
                method=method.upper(),
                segments=tuple(path.strip("/").split("/")),
                parameters=tuple(_parameter(one) for one in all_of_it if one["in"] in ("path", "query", "header")),
                takes_body=any(one["in"] == "body" for one in all_of_it),
                codes=frozenset(int(code) for code in written["responses"]),
            )
    return found


def _resolved(written: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    reference: str | None = written.get("$ref")
    return written if reference is None else shared[reference.rpartition("/")[2]]


def _parameter(written: dict[str, Any]) -> Parameter:
    fields = {key.lower(): value for key, value in written.items() if key not in ("in", "format")}
    return msgspec.convert({**fields, "place": written["in"]}, Parameter)
