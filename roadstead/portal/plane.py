"""What browsers and clients get beside the API, as one ASGI application: find the route, call the handler, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from roadstead.api.answering import Answering
from roadstead.api.reply import Reply
from roadstead.api.services import Services
from roadstead.errors import Refusal
from roadstead.portal import about, pages, signing
from roadstead.server.http import Request

PORTAL = (b"/c/", b"/api/version", b"/devcenter")
"""What its paths begin with."""

Handler = Callable[[Services, Request], Awaitable[Reply]]

ROUTES: dict[str, dict[str, Handler]] = {
    "/c/login": {"POST": signing.login},
    "/c/log_out": {"GET": signing.log_out},
    "/c/userExists": {"POST": signing.user_exists},
    "/api/version": {"GET": about.version},
    **{path: {"GET": pages.devcenter} for path in ("/devcenter", "/devcenter/", *pages.FILES)},
}


class Portal(Answering):
    """Its routes are open to anybody; each handler says what it asks of the caller."""

    async def handle(self, request: Request) -> Reply:
        methods = ROUTES.get(request.path)
        if methods is None:
            raise Refusal("NOT_FOUND", f"there is nothing at {request.path[:200]}")
        handler = methods.get(request.method)
        if handler is None:
            allow = ", ".join(methods)
            text = f"{request.method} is not allowed here: use {allow}"
            raise Refusal("METHOD_NOT_ALLOWED", text, headers=((b"allow", allow.encode()),))
        return await handler(self.services, request)
