"""The control plane as one ASGI application: find the operation, know the caller, guard, call the handler, answer."""

from __future__ import annotations

from importlib import import_module

import msgspec

from roadstead.api.answering import Answering
from roadstead.api.call import Call
from roadstead.api.callers import SAFE, find_caller
from roadstead.api.contract import BASE
from roadstead.api.operations import ANSWERED, Answered
from roadstead.api.parameters import read
from roadstead.api.reply import Reply
from roadstead.api.router import Router
from roadstead.api.services import Services
from roadstead.db.generations import MOVING, TRIES, Moved, Rights
from roadstead.domain.access.caller import Caller
from roadstead.domain.config.model import READ_ONLY
from roadstead.domain.identity.model import Unremembered
from roadstead.errors import Refusal
from roadstead.server.bodies import read_body
from roadstead.server.http import Request

TAGS = (
    "additions",
    "artifact_labels",
    "artifacts",
    "auditlog",
    "configure",
    "copies",
    "current_user",
    "gc",
    "icons",
    "immutability",
    "jobservice",
    "labels",
    "members",
    "metadatas",
    "openapi",
    "overview",
    "permissions",
    "ping",
    "portal_catalog",
    "portal_deletions",
    "portal_projects",
    "projects",
    "purge",
    "quotas",
    "repositories",
    "retention",
    "robots",
    "scrub",
    "session",
    "systeminfo",
    "tags",
    "trash",
    "user",
    "usergroup",
)
"""The files of the contract's tags. Importing them fills `ANSWERED`."""
for _tag in TAGS:
    import_module(f"roadstead.api.{_tag}")
API, PORTAL = "/api", "/api/portal/"
BODY = 1 << 20
"""Most bytes of a body."""


class ApiPlane(Answering):
    """`/api/v2.0/…` and `/api/portal/…`."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.router = Router(one.operation for one in ANSWERED.values())

    async def handle(self, request: Request) -> Reply:
        operation, path = self.router.find(request.method, _below_base(request.path))
        answered = ANSWERED[operation.id]
        if operation.takes_query:
            request.pairs()  # what is no query is refused before anything is asked of the database
        body = await _json_body(request) if operation.takes_body else b""
        services = self.services
        rights, caller = Rights(services.db.generations), None
        for _ in range(TRIES):
            try:
                return await services.threads.run(_work, services, request, answered, path, body, rights, caller)
            except Unremembered:  # only those wait for their turn to compute
                caller = await services.logins.run(find_caller, services, request, compute=True)
            except Moved:  # somebody's rights have changed: perhaps the caller's
                rights, caller = Rights(services.db.generations), None
        raise Refusal("UNAVAILABLE", MOVING)


def _below_base(path: str) -> str:
    """`/api/portal/…`, which only the portal asks for, is `/portal/…` of the document."""
    return path.removeprefix(API if path.startswith(PORTAL) else BASE)


def _work(
    services: Services,
    request: Request,
    answered: Answered,
    path: dict[str, str],
    body: bytes,
    rights: Rights,
    caller: Caller | None,
) -> Reply:
    caller = caller or find_caller(services, request)
    pairs = request.pairs() if answered.operation.takes_query else []
    query = dict(reversed(pairs))  # of a doubled parameter the first counts
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers.items()}
    values = read(answered.operation, path, query, headers)
    call = Call(services, request, answered.operation, values, body)
    call.caller = msgspec.structs.replace(caller, rights=rights)
    answered.guard.check(call)
    _check_writable(call)
    reply = answered.handler(call)
    if answered.guard.kind == "own" and not call.demanded:
        raise AssertionError(f"{call.operation.id} answered without having demanded a permission")
    return reply


def _check_writable(call: Call) -> None:
    """Raises Refusal DENIED for a change while the registry is read-only; what ends that goes on."""
    if call.request.method in SAFE or call.operation.id == "updateConfigurations":
        return
    if call.services.configuration.now().flag("read_only"):
        raise Refusal("DENIED", READ_ONLY)


async def _json_body(request: Request) -> bytes:
    kind = request.text(b"content-type")
    if kind is not None and kind.partition(";")[0].strip().lower() != "application/json":
        raise Refusal("BAD_REQUEST", "Content-Type: application/json is expected", status=415)
    return await read_body(request, BODY, "the body")
