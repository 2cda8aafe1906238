"""The data plane as one ASGI application: find the route, know the caller, call the handler, answer."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Awaitable, Callable

from roadstead.blobs.driver import StorageError
from roadstead.db.generations import MOVING, TRIES, Moved, Rights
from roadstead.db.tx import Unavailable
from roadstead.domain.access.model import Grant
from roadstead.domain.config.model import READ_ONLY
from roadstead.errors import Refusal
from roadstead.kit.logs import request_id
from roadstead.kit.requests import request_id_of
from roadstead.oci.reference import check_repository_name
from roadstead.registry import blobs, listings, manifests, token, uploads
from roadstead.registry.http import Request, refused
from roadstead.registry.parts import Parts
from roadstead.registry.routes import GUARDS, ROUTES, Route, find_route
from roadstead.server.bodies import discard_small
from roadstead.server.http import Answer, Receive, Scope, Send, send_answer
from roadstead.server.wire import Gone

log = logging.getLogger("roadstead.registry")
Handler = Callable[[Parts, Request, Route], Awaitable[Answer]]

HANDLERS: dict[str, Handler] = {
    name: getattr(module, name)
    for name, module in {
        "base": listings,
        "catalog": listings,
        "tags": listings,
        "referrers": listings,
        "get_manifest": manifests,
        "put_manifest": manifests,
        "delete_manifest": manifests,
        "get_blob": blobs,
        "delete_blob": blobs,
        "begin_upload": uploads,
        "upload_status": uploads,
        "upload_chunk": uploads,
        "finish_upload": uploads,
        "cancel_upload": uploads,
        "get_token": token,
        "post_token": token,
    }.items()
}
WITHOUT_REPOSITORY = ("base", "catalog", "token")
CHANGES = ("push", "delete")


class Plane:
    """`/v2/…` and `/service/token`."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.log_reads = parts.settings.log.access == "all"
        self.log_changes = parts.settings.log.access != "none"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        scope["roadstead.threads"] = self.parts.threads
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
        except (StorageError, OSError) as e:  # half of the body is out: the client must not take it for the whole
            log.error("storage failed while sending", extra={"path": request.path, "error": str(e)})
            if request.connection is not None:
                request.connection.break_off()
            return
        self._log(request, answer.status, time.monotonic() - began)

    async def _answer(self, request: Request) -> Answer:
        held = request.held = self.parts.bodies.hold()
        try:
            return await self._handle(request)
        except Refusal as refusal:
            return refused(refusal)
        except (StorageError, Unavailable, OSError) as e:  # OSError: no descriptors, no memory, no disk
            log.error("not available", extra={"path": request.path, "error": f"{type(e).__name__}: {e}"})
            text = "the storage is full" if getattr(e, "full", False) else "storage or database cannot answer now"
            return refused(Refusal("UNAVAILABLE", f"{text}: try again later"))
        except Gone:
            raise
        except Exception:
            log.exception("request failed", extra={"method": request.method, "path": request.path})
            return refused(Refusal("UNKNOWN"))
        finally:
            held.release()

    async def _handle(self, request: Request) -> Answer:
        request.check_fields()
        coding = request.headers.get(b"transfer-encoding")
        if coding is not None and coding.strip().lower() != b"chunked":
            raise Refusal("BAD_REQUEST", "Transfer-Encoding: only chunked is supported", status=501)
        route = find_route(request.path)
        if route is None:
            raise Refusal("NOT_FOUND", f"there is nothing at {request.path[:200]}")
        name = ROUTES[route.kind].get(request.method)
        if name is None:
            allow = ", ".join(ROUTES[route.kind]).encode()
            raise Refusal("UNSUPPORTED", f"{request.method} is not supported here", headers=((b"allow", allow),))
        if route.kind not in WITHOUT_REPOSITORY:
            check_repository_name(route.repository)
        for _ in range(TRIES):
            try:
                await self._guard(request, route, GUARDS[name])
            except Refusal:
                if request.body is None:
                    await discard_small(request)
                raise
            with contextlib.suppress(Moved):  # somebody's rights have changed: perhaps the caller's
                return await HANDLERS[name](self.parts, request, route)
        raise Refusal("UNAVAILABLE", MOVING)

    async def _guard(self, request: Request, route: Route, guard: str) -> None:
        """Who asks, and whether that is allowed: before anything is looked at that depends on what is stored."""
        if guard == "anyone":
            return
        if guard in CHANGES:
            request.rights = Rights(self.parts.shelf.generations)
        access = self.parts.access
        authorization = request.headers.get(b"authorization")
        grant = access.cached(authorization) if authorization is not None else None
        if grant is None:
            repository = route.repository or None
            action = guard if repository else "pull"
            grant = await self.parts.login(access.resolve, authorization, repository, action, request.address)
        request.grant = grant
        if guard == "catalog":
            access.check_catalog(grant)
        elif guard == "anyone signed in":
            access.check_known(grant)
        elif grant.basic:
            await self.parts.threads.run(access.check, grant, route.repository, guard)
        else:
            access.check(grant, route.repository, guard)
        if guard in CHANGES:
            await self._check_writable()

    async def _check_writable(self) -> None:
        """Raises Refusal DENIED while the registry is read-only."""
        configuration = self.parts.configuration
        now = configuration.cached()
        if now is None:
            now = await self.parts.threads.run(configuration.now)
        if now.flag("read_only"):
            raise Refusal("DENIED", READ_ONLY)

    def _log(self, request: Request, status: int, seconds: float) -> None:
        reading = request.method in ("GET", "HEAD")
        if not (self.log_reads or (self.log_changes and (not reading or status >= 500))):
            return
        grant: Grant | None = request.grant
        log.info(
            "request",
            extra={
                "method": request.method,
                "path": request.path,
                "status": status,
                "ms": round(seconds * 1000, 2),
                "user": grant.username if grant else "",
                "client": request.address,
            },
        )
