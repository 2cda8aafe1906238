"""Every module, and every class and function that others may use, says what it is for.

Methods are read with their class, and those of a protocol are told of there; tests say it by their names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.lint.source import Finding, Source

Defined = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def check(source: Source) -> Iterator[Finding]:
    """Those without a docstring."""
    if not source.is_python:
        return
    in_tests = source.path.startswith("tests/")
    if ast.get_docstring(source.tree) is None and not (in_tests and not source.tree.body):
        yield source.found(1, "docstring", "the module does not say what lives here")
    if in_tests:
        return
    for node in source.tree.body:
        if isinstance(node, Defined) and not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield source.found(node.lineno, "docstring", f"{node.name} does not say what it is")
