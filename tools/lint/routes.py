"""Every route of the data plane has a handler and a guard, and no handler or guard is without a route.

A handler is a public `async def name(parts, request, route)` of `roadstead/registry/`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from tools.lint.source import Finding, Source

TABLE = "roadstead/registry/routes.py"
REGISTRY = "roadstead/registry/"
ARGUMENTS = ["parts", "request", "route"]
# An action on the repository, or a guard of its own; `anyone` needs no credential.
KNOWN_GUARDS = {"pull", "push", "delete", "anyone", "anyone signed in", "catalog"}
OPEN_TO_ANYONE = {"get_token", "post_token"}


def check(sources: Sequence[Source]) -> Iterator[Finding]:
    """What does not fit together; nothing when there is no data plane among the sources."""
    table = next((source for source in sources if source.path == TABLE), None)
    if table is None:
        return
    routes, at = _literal(table, "ROUTES")
    guards, guards_at = _literal(table, "GUARDS")
    routed = {name for methods in routes.values() for name in methods.values()}
    handlers = {name: place for source in sources for name, place in _handlers(source)}
    for name in sorted(routed - guards.keys()):
        yield table.found(guards_at, "route", f"{name} has no guard")
    for name in sorted(guards.keys() - routed):
        yield table.found(guards_at, "route", f"the guard of {name} guards no route")
    for name in sorted(routed - handlers.keys()):
        yield table.found(at, "route", f"{name} has no handler")
    for name in sorted(handlers.keys() - routed):
        source, line = handlers[name]
        yield source.found(line, "route", f"{name} answers no route")
    for name, guard in guards.items():
        if guard not in KNOWN_GUARDS:
            yield table.found(guards_at, "route", f"{name}: {guard!r} is no guard that is known")
        if guard == "anyone" and name not in OPEN_TO_ANYONE:
            yield table.found(guards_at, "route", f"{name} is open to anyone; if that is meant, say so in tools/lint")


def _literal(table: Source, name: str) -> tuple[dict[str, Any], int]:
    """(the dictionary assigned to `name`, its line)."""
    for node in table.tree.body:
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        if isinstance(node, ast.AnnAssign | ast.Assign) and any(ast.unparse(one) == name for one in targets):
            assert node.value is not None
            return ast.literal_eval(node.value), node.lineno
    raise ValueError(f"{table.path}: {name} is not there as a literal")


def _handlers(source: Source) -> Iterator[tuple[str, tuple[Source, int]]]:
    if not source.path.startswith(REGISTRY) or not source.is_python:
        return
    for node in source.tree.body:
        if not isinstance(node, ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if [argument.arg for argument in node.args.args] == ARGUMENTS:
            yield node.name, (source, node.lineno)
