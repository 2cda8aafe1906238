"""Passwords lately found right, so that a thousand logins cost one computation. Only in this process's memory.

A key is a MAC, under a random key of this process, of the name, the password, and the hash and epoch it was
right for: when either changes, the key does, on whatever node the change was made. Nothing is kept of wrong
passwords, and of right ones nothing from which they could be read.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time

from roadstead.kit.cache import Cache

SECONDS = 60.0
MOST = 10_000


class Remembered:
    """Keys of credentials that were right at most `SECONDS` ago."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._until: Cache[bytes, float] = Cache(most=MOST)
        self._lock = threading.Lock()

    def key(self, username: str, password: str, known_hash: str, epoch: int) -> bytes:
        """32 bytes that stand for all of it."""
        mac = hmac.new(self._secret, digestmod="sha256")
        for part in (username, password, known_hash, str(epoch)):
            data = part.encode("utf-8", "surrogatepass")
            mac.update(len(data).to_bytes(8, "big") + data)
        return mac.digest()

    def has(self, key: bytes) -> bool:
        """Whether it was right lately."""
        return self._until.entries.get(key, 0.0) > time.monotonic()

    def put(self, key: bytes) -> None:
        """It was right just now; a credential already kept keeps its end."""
        if not self.has(key):
            with self._lock:
                self._until.put(key, time.monotonic() + SECONDS)
