"""A bounded mapping for the hot path: oldest out first, counted in entries and in bytes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Insertion-ordered; `entries` is the dict itself, so that a hit costs one `get`.

    Writes happen on one thread (the event loop); reads may happen anywhere.
    """

    def __init__(self, *, most: int, most_bytes: int = 1 << 62) -> None:
        self.entries: dict[K, V] = {}
        self.most = most
        self.most_bytes = most_bytes
        self.bytes = 0
        self._sizes: dict[K, int] = {}

    def put(self, key: K, value: V, size: int = 1) -> None:
        """Keep `value`, of `size` bytes; what was put first goes when there is no room."""
        if size > self.most_bytes // 8:
            return
        self.drop(key)
        self.entries[key] = value
        self._sizes[key] = size
        self.bytes += size
        while len(self.entries) > self.most or self.bytes > self.most_bytes:
            self.drop(next(iter(self.entries)))

    def drop(self, key: K) -> None:
        """Forget the key, if it is there."""
        if self.entries.pop(key, None) is not None:
            self.bytes -= self._sizes.pop(key)
