"""What the rules look at: the repository's text files, and what they give back: findings."""

from __future__ import annotations

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SKIPPED = {"build", "data", "dist", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Finding:
    """A place where a rule does not hold; `line` counts from 1."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule} {self.message}"


@dataclass(frozen=True)
class Source:
    """A text file; `path` is relative to the repository, with `/`."""

    path: str
    text: str

    @property
    def is_python(self) -> bool:
        """Whether it can be parsed."""
        return self.path.endswith(".py")

    @property
    def room(self) -> str:
        """The first folder below `roadstead/`; empty for what lies elsewhere."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "roadstead" and len(parts) > 2 else ""

    @property
    def is_product(self) -> bool:
        """Whether it is part of the program, and no test, tool or page."""
        return self.is_python and self.path.startswith("roadstead/")

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The module's syntax tree."""
        return ast.parse(self.text, self.path)

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """(line, comment) of a Python file."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]

    def imports(self) -> Iterator[tuple[int, str]]:
        """(line, dotted name) of everything imported: `from a import b` gives `a.b`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def found(self, line: int, rule: str, message: str) -> Finding:
        """A finding in this file."""
        return Finding(self.path, line, rule, message)


def repository(root: Path) -> list[Source]:
    """Every text file below `root` that git knows or would take up; without git, every visible one."""
    sources = []
    for path in sorted(_paths(root)):
        try:
            sources.append(Source(path, (root / path).read_text()))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):  # binary, deleted just now, a submodule
            continue
    return sources


def _paths(root: Path) -> Iterator[str]:
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        yield from {path for path in listed.stdout.split("\0") if path}
        return
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(part.startswith(".") or part in SKIPPED for part in parts):
            yield "/".join(parts)
