"""A check that is silenced is silenced by name, and a failure is never swallowed whole."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.lint.source import Finding, Source

BLANKET = (
    (re.compile(r"#\s*type:\s*ignore(?!\[)"), "name the code: type: ignore[…]"),
    (re.compile(r"#\s*noqa(?!:\s*[A-Z]+[0-9]+)", re.IGNORECASE), "name the code: noqa: …"),
    (re.compile(r"#\s*(ruff|flake8):\s*noqa"), "silences a whole file"),
    (re.compile(r"#\s*mypy:\s*(ignore-errors|disable)"), "silences a whole file"),
    (re.compile(r"#\s*pragma:\s*no cover"), "coverage tells what it found"),
)
EVERYTHING = {"Exception", "BaseException"}


def check(source: Source) -> Iterator[Finding]:
    """Blanket comments, bare `except:`, and `except Exception` that does nothing."""
    if not source.is_python:
        return
    for line, comment in source.comments:
        yield from (source.found(line, "ignore", message) for form, message in BLANKET if form.search(comment))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                yield source.found(node.lineno, "ignore", "except: name what is caught")
            elif _names(node.type) & EVERYTHING and all(map(_does_nothing, node.body)):
                yield source.found(node.lineno, "ignore", f"except {ast.unparse(node.type)} that does nothing")
        elif isinstance(node, ast.Call) and _suppresses_everything(node):
            yield source.found(node.lineno, "ignore", "suppress: name what is caught")


def _names(kind: ast.expr) -> set[str]:
    return {ast.unparse(one) for one in (kind.elts if isinstance(kind, ast.Tuple) else [kind])}


def _suppresses_everything(call: ast.Call) -> bool:
    called = ast.unparse(call.func).split(".")[-1]
    return called == "suppress" and bool(EVERYTHING & {ast.unparse(argument) for argument in call.args})


def _does_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass | ast.Continue) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
