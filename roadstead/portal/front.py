"""Which plane a request is for, by its path; what no other knows is answered by the data plane."""

from __future__ import annotations

from roadstead.api.contract import BASE
from roadstead.api.plane import ApiPlane
from roadstead.portal.plane import PORTAL, Portal
from roadstead.registry.plane import Plane
from roadstead.server.forwarded import Proxies
from roadstead.server.http import Receive, Scope, Send

_API = BASE.encode() + b"/", b"/api/portal/"


class Front:
    """The whole of it, for `Serving`."""

    def __init__(self, data: Plane, control: ApiPlane, portal: Portal, proxies: Proxies) -> None:
        self.data = data
        self.control = control
        self.portal = portal
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        self.proxies.look_through(scope)
        if scope["raw_path"].startswith(_API):
            await self.control(scope, receive, send)
        elif scope["raw_path"].startswith(PORTAL) or scope["raw_path"] == b"/":
            await self.portal(scope, receive, send)
        else:
            await self.data(scope, receive, send)
