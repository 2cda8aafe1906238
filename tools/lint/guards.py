"""Every operation of the API and every route beside it says who may call it, and what is open to anyone is listed here.

An operation is `@operation(NAME, GUARD)` on a `def name(call)` of `roadstead/api/`; a route beside it is a
`Route(GUARD, HANDLER)` in the table of `roadstead/portal/plane.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.lint.source import Finding, Source

API, PORTAL = "roadstead/api/", "roadstead/portal/"
TABLE = "roadstead/portal/plane.py"
MADE = {"own", "oneself", "project", "system"}
"""Functions that make a guard."""
OPEN_OPERATIONS = {
    "getCert",
    "getHealth",
    "getIcon",
    "getOpenapi",
    "getPing",
    "getSystemInfo",
    "headProject",
    "listAllRepositories",
    "listProjects",
    "listPortalProjects",
    "search",
}
OPEN_ROUTES = {
    "/",
    "/api/version",
    "/c/log_out",
    "/c/login",
    "/devcenter",
    "/devcenter/",
    "/devcenter/app.js",
    "/devcenter/style.css",
    "/portal",
}


def check(source: Source) -> Iterator[Finding]:
    """Handlers and routes without a guard, guards that nobody knows, doors that were left open."""
    if not source.is_python:
        return
    if source.path.startswith(API):
        yield from _operations(source)
    if source.path == TABLE:
        yield from _routes(source)
    elif source.path.startswith(PORTAL):
        yield from _strangers(source)


def _operations(source: Source) -> Iterator[Finding]:
    shared = dict(_assigned(source))
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        declared = [one for one in node.decorator_list if _called(one) == "operation"]
        if not declared:
            if not node.name.startswith("_") and _answers(node):
                yield source.found(node.lineno, "guard", f"{node.name} takes a call and is no operation")
            continue
        name, guard = _two(declared[0])
        if isinstance(guard, ast.Name):
            guard = shared.get(guard.id, guard)
        if guard is None:
            yield source.found(node.lineno, "guard", f"{node.name} has no guard")
        elif isinstance(guard, ast.Name) and guard.id == "ANYONE":
            if name not in OPEN_OPERATIONS:
                yield source.found(node.lineno, "guard", f"{name} is open to anyone; if that is meant, {_SAY}")
        elif not (isinstance(guard, ast.Name) and guard.id == "SIGNED_IN") and _called(guard) not in MADE:
            yield source.found(node.lineno, "guard", f"{name}: {ast.unparse(guard)} is no guard that is known")


def _routes(source: Source) -> Iterator[Finding]:
    table = dict(_assigned(source)).get("ROUTES")
    if not isinstance(table, ast.Dict):
        yield source.found(1, "guard", "ROUTES is not there as a literal")
        return
    for path, methods in zip(table.keys, table.values, strict=True):
        if not isinstance(path, ast.Constant) or not isinstance(methods, ast.Dict):
            yield source.found(methods.lineno, "guard", "ROUTES: write out every path and its methods")
            continue
        where = str(path.value)
        for route in methods.values:
            guard = _two(route)[1] if _called(route) == "Route" else None
            if not isinstance(guard, ast.Name):
                yield source.found(route.lineno, "guard", f"{where} has no guard: Route(GUARD, HANDLER)")
            elif guard.id == "anyone" and where not in OPEN_ROUTES:
                yield source.found(route.lineno, "guard", f"{where} is open to anyone; if that is meant, {_SAY}")


def _strangers(source: Source) -> Iterator[Finding]:
    """Callers are known by the guards: a handler that looks for one by itself says nothing in the table."""
    if source.path.endswith("/guards.py"):
        return
    for line, name in source.imports():
        if name == "roadstead.api.callers.find_caller":
            yield source.found(line, "guard", "who calls is the guards' question: portal/guards.py")


_SAY = "say so in tools/lint/guards.py"


def _assigned(source: Source) -> Iterator[tuple[str, ast.expr]]:
    for node in source.tree.body:
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        if isinstance(node, ast.AnnAssign | ast.Assign) and node.value is not None:
            yield from ((one.id, node.value) for one in targets if isinstance(one, ast.Name))


def _called(node: ast.expr) -> str:
    """The name of the function that is called."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def _two(node: ast.expr) -> tuple[str, ast.expr | None]:
    """(the first argument if it is a text, the one that is the guard): the second of an operation, a route's first."""
    assert isinstance(node, ast.Call)
    given: list[ast.expr | None] = [*node.args, *(one.value for one in node.keywords), None, None]
    if isinstance(given[0], ast.Constant):
        return str(given[0].value), given[1]
    return "", given[0]


def _answers(node: ast.FunctionDef) -> bool:
    """Whether it has the form of a handler."""
    taken = [argument.arg for argument in node.args.args] == ["call"]
    return taken and node.returns is not None and ast.unparse(node.returns) == "Reply"
