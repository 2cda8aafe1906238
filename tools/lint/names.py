"""Names that say nothing are refused: the field has words for its things."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.lint.source import Finding, Source

EMPTY = {"manager", "helper", "helpers", "util", "utils", "impl"}
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def check(source: Source) -> Iterator[Finding]:
    """Files, classes and functions whose name has such a word."""
    if not source.is_python:
        return
    path = PurePosixPath(source.path)
    for name in (path.stem, path.parent.name):
        yield from _named(source, 1, name)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _named(source, node.lineno, node.name)


def _named(source: Source, line: int, name: str) -> Iterator[Finding]:
    words = {word.lower() for word in WORDS.findall(name)}
    if empty := sorted(words & EMPTY):
        yield source.found(line, "name", f"{name}: {empty[0]!r} does not say what it does")
