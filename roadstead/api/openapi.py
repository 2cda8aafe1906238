"""The contract as far as it is answered here, for people and their tools to read (Swagger 2.0)."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from roadstead.api import contract
from roadstead.api.call import Call
from roadstead.api.guards import ANYONE
from roadstead.api.operations import ANSWERED, operation
from roadstead.api.reply import Reply


@operation("getOpenapi", ANYONE)
def get_openapi(call: Call) -> Reply:
    """The document; anybody may read it."""
    return Reply(body=document(), headers=[(b"content-type", b"application/json"), (b"cache-control", b"no-cache")])


@cache
def document() -> bytes:
    """JSON: the operations that have a handler, and the definitions that they speak of."""
    written = contract.merged()
    paths: dict[str, Any] = {}
    for path, methods in written["paths"].items():
        kept = {name: of for name, of in methods.items() if name != "parameters" and of["operationId"] in ANSWERED}
        if kept:
            shared = {"parameters": methods["parameters"]} if "parameters" in methods else {}
            paths[path] = {**shared, **kept}
    about = {
        "swagger": "2.0",
        "info": {"title": "Roadstead", "version": "2.0"},
        "basePath": contract.BASE,
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "securityDefinitions": {"basic": {"type": "basic"}},
        "security": [{"basic": []}, {}],
        "paths": paths,
        "parameters": written["parameters"],
        "responses": written["responses"],
    }
    return msgspec.json.encode({**about, "definitions": _named(about, written["definitions"])})


def _named(about: object, definitions: dict[str, Any]) -> dict[str, Any]:
    """Those of the definitions that something speaks of, directly or by others."""
    found: dict[str, Any] = {}
    left = [about]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).removeprefix("#/definitions/")
            if name in definitions and name not in found:
                found[name] = definitions[name]
                left.append(definitions[name])
            left += one.values()
        elif isinstance(one, list):
            left += one
    return dict(sorted(found.items()))
