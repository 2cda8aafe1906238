"""What every application of the control plane does around its handlers: ids, refusals, failures, the log."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod

import msgspec

from roadstead.api.reply import Reply
from roadstead.api.services import Services
from roadstead.blobs.driver import StorageError
from roadstead.db.tx import Unavailable
from roadstead.errors import Refusal
from roadstead.kit.logs import request_id
from roadstead.kit.requests import request_id_of
from roadstead.server.http import JSON, Answer, Receive, Request, Scope, Send, refused, send_answer
from roadstead.server.wire import Gone

log = logging.getLogger("roadstead.api")


class Answering(ABC):
    """An ASGI application; `handle` says what is answered.

    Headers that `handle` leaves in the scope under `roadstead.headers` go out with whatever it answers or refuses.
    """

    def __init__(self, services: Services) -> None:
        self.services = services

    @abstractmethod
    async def handle(self, request: Request) -> Reply:
        """The answer. Raises Refusal."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        request = Request(scope, receive, send, scope["raw_path"].decode("ascii"))
        ident = request_id_of(request.headers.get(b"x-request-id"))
        request_id.set(ident)
        try:
            answer = await self._answer(request)
            also = scope.get("roadstead.headers", [])
            answer.headers = [*answer.headers, *also, (b"x-request-id", ident.encode())]
            await send_answer(request, answer)
        except Gone:
            log.info("client left", extra={"method": request.method, "path": request.path})
            return
        if request.method not in ("GET", "HEAD") or self.services.settings.log.access == "all":
            milliseconds = round((time.monotonic() - began) * 1000, 1)
            fields = {"method": request.method, "path": request.path, "status": answer.status, "ms": milliseconds}
            log.info("request", extra=fields)

    async def _answer(self, request: Request) -> Answer:
        held = request.held = self.services.bodies.hold()
        try:
            return _as_answer(await self.handle(request))
        except Refusal as refusal:
            return refused(refusal)
        except (StorageError, Unavailable, OSError) as e:
            log.error("not available", extra={"path": request.path, "error": f"{type(e).__name__}: {e}"})
            return refused(Refusal("UNAVAILABLE", "storage or database cannot answer now: try again later"))
        except Gone:
            raise
        except Exception:
            log.exception("request failed", extra={"method": request.method, "path": request.path})
            return refused(Refusal("UNKNOWN"))
        finally:
            held.release()


def _as_answer(reply: Reply) -> Answer:
    if isinstance(reply.body, bytes):
        return Answer(reply.status, reply.headers, reply.body)
    if reply.body is None:
        return Answer(reply.status, reply.headers)
    return Answer(reply.status, [JSON, *reply.headers], msgspec.json.encode(reply.body))
