"""Who may call what browsers get beside the API: declared in the table of routes, checked before the handler runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from roadstead.api.callers import find_caller
from roadstead.api.services import Services
from roadstead.domain.access.caller import Caller
from roadstead.domain.identity.model import Unremembered
from roadstead.errors import Refusal
from roadstead.server.http import Request

Guard = Callable[[Services, Request], Awaitable[None]]
"""Raises Refusal."""


async def anyone(services: Services, request: Request) -> None:
    """Whoever asks; a credential that is sent along is not looked at."""


async def who_asks_for_names(services: Services, request: Request) -> None:
    """System administrators, and everybody where people may make accounts of their own."""
    try:
        caller = await services.threads.run(find_caller, services, request)
    except Unremembered:  # only those wait for their turn to compute
        caller = await services.logins.run(find_caller, services, request, compute=True)
    await services.threads.run(_may_ask_for_names, services, caller)


def _may_ask_for_names(services: Services, caller: Caller) -> None:
    if not caller.sysadmin and not services.policy().self_registration:
        raise Refusal("PRECONDITION", "self registration is off: only a system administrator may ask for names")
