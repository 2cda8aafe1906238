"""The control plane as one ASGI application: find the operation, know the caller, guard, call the handler, answer."""

from __future__ import annotations

import logging
import time

import msgspec

from roadstead.api import members, metadatas, overview, ping, projects
from roadstead.api.call import Call
from roadstead.api.callers import find_caller
from roadstead.api.contract import BASE
from roadstead.api.operations import ANSWERED, Answered
from roadstead.api.parameters import read
from roadstead.api.reply import Reply
from roadstead.api.router import Router
from roadstead.api.services import Services
from roadstead.blobs.driver import StorageError
from roadstead.db.tx import Unavailable
from roadstead.domain.access.caller import Caller
from roadstead.errors import Refusal
from roadstead.kit.logs import request_id
from roadstead.kit.requests import request_id_of
from roadstead.server.bodies import read_body
from roadstead.server.http import JSON, Answer, Receive, Request, Scope, Send, send_answer
from roadstead.server.wire import Gone

log = logging.getLogger("roadstead.api")

TAGS = (members, metadatas, overview, ping, projects)
"""The files of the contract's tags; importing them fills `ANSWERED`."""
BODY = 1 << 20
"""Most bytes of a body."""
RETRY = ((b"retry-after", b"5"),)


class ApiPlane:
    """`/api/v2.0/…`."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.router = Router(one.operation for one in ANSWERED.values())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        request = Request(scope, receive, send, scope["raw_path"].decode("ascii"))
        ident = request_id_of(request.headers.get(b"x-request-id"))
        request_id.set(ident)
        try:
            answer = await self._answer(request)
            answer.headers = [*answer.headers, (b"x-request-id", ident.encode())]
            await send_answer(request, answer)
        except Gone:
            log.info("client left", extra={"method": request.method, "path": request.path})
            return
        if request.method not in ("GET", "HEAD") or self.services.settings.log.access == "all":
            milliseconds = round((time.monotonic() - began) * 1000, 1)
            fields = {"method": request.method, "path": request.path, "status": answer.status, "ms": milliseconds}
            log.info("request", extra=fields)

    async def _answer(self, request: Request) -> Answer:
        try:
            return _as_answer(await self._handle(request))
        except Refusal as refusal:
            return _refused(refusal)
        except (StorageError, Unavailable, OSError) as e:
            log.error("not available", extra={"path": request.path, "error": f"{type(e).__name__}: {e}"})
            return _refused(
                Refusal("UNAVAILABLE", "storage or database cannot answer now: try again later", headers=RETRY)
            )
        except Gone:
            raise
        except Exception:
            log.exception("request failed", extra={"method": request.method, "path": request.path})
            return _refused(Refusal("UNKNOWN"))

    async def _handle(self, request: Request) -> Reply:
        operation, path = self.router.find(request.method, request.path.removeprefix(BASE))
        answered = ANSWERED[operation.id]
        pairs = request.pairs()
        query = dict(reversed(pairs))  # of a doubled parameter the first counts
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers.items()}
        values = read(operation, path, query, headers)
        body = await _json_body(request) if operation.takes_body else b""
        services = self.services
        call = Call(services, request, operation, values, body)
        pool = services.logins if b"authorization" in request.headers else services.threads
        caller = await pool.run(find_caller, services, request)
        return await services.threads.run(_work, call, answered, caller)


def _work(call: Call, answered: Answered, caller: Caller) -> Reply:
    call.caller = caller
    answered.guard.check(call)
    reply = answered.handler(call)
    if answered.guard.kind == "own" and not call.demanded:
        raise AssertionError(f"{call.operation.id} answered without having demanded a permission")
    return reply


async def _json_body(request: Request) -> bytes:
    kind = request.text(b"content-type")
    if kind is not None and kind.partition(";")[0].strip().lower() != "application/json":
        raise Refusal("BAD_REQUEST", "Content-Type: application/json is expected", status=415)
    return await read_body(request, BODY, "the body")


def _refused(refusal: Refusal) -> Answer:
    return Answer(refusal.status, [JSON, *refusal.headers], refusal.body())


def _as_answer(reply: Reply) -> Answer:
    if isinstance(reply.body, bytes):
        return Answer(reply.status, reply.headers, reply.body)
    if reply.body is None:
        return Answer(reply.status, reply.headers)
    return Answer(reply.status, [JSON, *reply.headers], msgspec.json.encode(reply.body))
