"""How much memory the bodies of requests may take together: each is bounded, and so are all of them."""

from __future__ import annotations

from roadstead.errors import Refusal

FREE = 4 << 10
"""Bytes of a body that are always taken: connections are bounded too, and so large bodies keep no small one out."""


class Budget:
    """Bytes that all bodies hold at once beyond `FREE` of each. Used by the event loop alone."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0

    def hold(self) -> Held:
        """The share of one request, nothing yet."""
        return Held(self)


class Held:
    """What one request holds, until it is answered."""

    __slots__ = ("_budget", "_bytes")

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._bytes = 0

    def grow(self, size: int) -> None:
        """The body has this size by now. Raises Refusal UNAVAILABLE when there is no room for it."""
        more = max(size - FREE, 0) - self._bytes
        if more <= 0:
            return
        budget = self._budget
        if budget.held + more > budget.most:
            raise Refusal("UNAVAILABLE", "too many large bodies at once: try again shortly")
        budget.held += more
        self._bytes += more

    def release(self) -> None:
        """The body is not needed any more."""
        self._budget.held -= self._bytes
        self._bytes = 0
