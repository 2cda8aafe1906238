"""From method and raw path to the operation. A fixed segment goes before `{…}`; a last slash means nothing."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from roadstead.api.contract import Operation
from roadstead.errors import Refusal

ANY = "{}"
SEGMENTS = 16


class Node:
    """A place in the tree of paths."""

    __slots__ = ("below", "operations")

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.operations: dict[str, Operation] = {}


class Router:
    """The tree of those operations that are answered."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.root = Node()
        for operation in operations:
            node = self.root
            for segment in operation.segments:
                node = node.below.setdefault(ANY if segment.startswith("{") else segment, Node())
            node.operations[operation.method] = operation

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]]:
        """(the operation, the values of its path) for a raw path below the base.

        Raises Refusal NOT_FOUND; METHOD_NOT_ALLOWED with those that are; BAD_REQUEST for what is no text.
        """
        segments = path.strip("/").split("/")
        node = self._walk(self.root, segments, 0) if len(segments) <= SEGMENTS else None
        if node is None:
            raise Refusal("NOT_FOUND", f"there is nothing at {path[:200]}")
        operation = node.operations.get(method)
        if operation is None:
            allow = ", ".join(sorted(node.operations))
            raise Refusal(
                "METHOD_NOT_ALLOWED",
                f"{method} is not allowed here: use {allow}",
                headers=((b"allow", allow.encode()),),
            )
        named = zip(operation.segments, segments, strict=True)
        wrong = "BAD_REQUEST" if 400 in operation.codes else "NOT_FOUND"
        return operation, {name[1:-1]: _decoded(name[1:-1], raw, wrong) for name, raw in named if name.startswith("{")}

    def _walk(self, node: Node, segments: list[str], at: int) -> Node | None:
        if at == len(segments):
            return node if node.operations else None
        for name in (segments[at], ANY):
            if segments[at] and (below := node.below.get(name)) is not None:
                found = self._walk(below, segments, at + 1)
                if found is not None:
                    return found
        return None


def _decoded(name: str, raw: str, wrong: str) -> str:
    """The value; a repository's name may be percent-coded twice (`library%252Fa`). Raises Refusal `wrong`."""
    try:
        value = unquote(raw, errors="strict")
        if name == "repository_name":
            value = unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise Refusal(wrong, f"{name}: percent-coded UTF-8 is expected") from None
    if "\0" in value:
        raise Refusal(wrong, f"{name}: NUL is not allowed")
    return value
