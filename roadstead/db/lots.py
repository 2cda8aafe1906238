"""Lists of any length in statements of a bounded one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def in_lots(values: Sequence[Any], most: int = 500) -> Iterator[tuple[str, Sequence[Any]]]:
    """(`?,?,…`, the values) a lot."""
    for start in range(0, len(values), most):
        lot = values[start : start + most]
        yield ",".join("?" * len(lot)), lot
