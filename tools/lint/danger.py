"""What turns data into code: unpickling, eval, shells. Not in the program, not in its tools and tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.lint.source import Finding, Source

MODULES = {"dill", "jsonpickle", "marshal", "pickle", "shelve"}
BUILTINS = {"eval", "exec", "__import__"}
CALLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "yaml.load", "yaml.unsafe_load"}


def check(source: Source) -> Iterator[Finding]:
    """Imports and calls of those."""
    if not source.is_python:
        return
    for line, name in source.imports():
        if name.split(".")[0] in MODULES:
            yield source.found(line, "danger", f"{name.split('.')[0]} runs what it reads")
        if name in CALLS:
            yield source.found(line, "danger", f"{name} is not used here")
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in BUILTINS | CALLS:
            yield source.found(node.lineno, "danger", f"{called}() is not used here")
        if any(word.arg == "shell" and _may_be_true(word.value) for word in node.keywords):
            yield source.found(node.lineno, "danger", "shell=True: give the words of the command as a list")


def _may_be_true(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and not value.value)
