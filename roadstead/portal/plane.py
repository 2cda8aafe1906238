"""What browsers and clients get beside the API, as one ASGI application: find the route, call the handler, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from roadstead.api.answering import Answering
from roadstead.api.reply import Reply
from roadstead.api.services import Services
from roadstead.errors import Refusal
from roadstead.portal import about, pages, signing, web
from roadstead.portal.guards import Guard, anyone, who_asks_for_names
from roadstead.server.http import Request

PORTAL = (b"/c/", b"/api/version", b"/devcenter", b"/portal")
"""What its paths begin with; `/` itself is one more."""

Handler = Callable[[Services, Request], Awaitable[Reply]]


class Route(msgspec.Struct, frozen=True):
    """Who may call it, and who answers."""

    guard: Guard
    handler: Handler


ROUTES: dict[str, dict[str, Route]] = {
    "/c/login": {"POST": Route(anyone, signing.login)},
    "/c/log_out": {"GET": Route(anyone, signing.log_out)},
    "/c/userExists": {"POST": Route(who_asks_for_names, signing.user_exists)},
    "/api/version": {"GET": Route(anyone, about.version)},
    "/devcenter": {"GET": Route(anyone, pages.devcenter)},
    "/devcenter/": {"GET": Route(anyone, pages.devcenter)},
    "/devcenter/app.js": {"GET": Route(anyone, pages.devcenter)},
    "/devcenter/style.css": {"GET": Route(anyone, pages.devcenter)},
    "/": {"GET": Route(anyone, web.home)},
    "/portal": {"GET": Route(anyone, web.home)},
}
# The portal's own addresses are many, and its script alone knows them.
BELOW: dict[str, dict[str, Route]] = {
    "/portal/assets/": {"GET": Route(anyone, web.asset)},
    "/portal/favicon.svg": {"GET": Route(anyone, web.asset)},
    "/portal/": {"GET": Route(anyone, web.page)},
}
"""By what a path begins with; the first that fits counts."""


class Portal(Answering):
    """`/c/…` and what is asked before signing in."""

    async def handle(self, request: Request) -> Reply:
        methods = ROUTES.get(request.path) or next(
            (routes for start, routes in BELOW.items() if request.path.startswith(start)), None
        )
        if methods is None:
            raise Refusal("NOT_FOUND", f"there is nothing at {request.path[:200]}")
        route = methods.get(request.method)
        if route is None:
            allow = ", ".join(methods)
            text = f"{request.method} is not allowed here: use {allow}"
            raise Refusal("METHOD_NOT_ALLOWED", text, headers=((b"allow", allow.encode()),))
        await route.guard(self.services, request)
        return await route.handler(self.services, request)
