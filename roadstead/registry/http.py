"""What the data plane adds to requests and answers: who asks, and its version's header."""

from __future__ import annotations

from roadstead.db.generations import Rights
from roadstead.domain.access.model import Grant
from roadstead.domain.audit.model import Actor
from roadstead.errors import Refusal
from roadstead.server import http
from roadstead.server.http import Answer, Receive, Scope, Send

API_VERSION = (b"docker-distribution-api-version", b"registry/2.0")


class Request(http.Request):
    """One request; `grant` is set once it is known who asks, `rights` if they want to change something.

    `body` is what a handler has read: it has it still when it is called once more.
    """

    __slots__ = ("body", "grant", "rights")

    def __init__(self, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        super().__init__(scope, receive, send, path)
        self.grant: Grant | None = None
        self.rights: Rights | None = None
        self.body: bytes | None = None

    @property
    def actor(self) -> Actor:
        """Who asks, as the audit log names them."""
        return Actor((self.grant.username if self.grant else "") or "anonymous", self.address, self.rights)


def refused(refusal: Refusal) -> Answer:
    """The refusal as the data plane answers it."""
    return http.refused(refusal, API_VERSION)
