"""SQL lives in `store.py` of its domain, or in `db/`: whoever wants to know a statement knows where it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.lint.source import Finding, Source

STATEMENT = re.compile(
    r"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s*\(|"
    r"(CREATE|ALTER|DROP)\s+(TABLE|INDEX|VIEW|UNIQUE)\s|PRAGMA\s|BEGIN\s+\w+|TRUNCATE\s)"
    r"|.*\bFROM\s+\w+(\s+\w+)?\s+WHERE\s",
    re.DOTALL,
)


def check(source: Source) -> Iterator[Finding]:
    """Statements in other files of the program."""
    if not source.is_product or source.path.endswith("store.py") or source.room == "db":
        return
    prose = _docstrings(source.tree)
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in prose:
            continue
        if STATEMENT.match(node.value):
            yield source.found(node.lineno, "sql", "a statement outside of a store.py")


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    """Strings that stand alone: they are read by people, not by a database."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
