"""A thin registry client: one request at a time, in one of the ways that a client may speak HTTP."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass
from types import TracebackType

from tests.support import content
from tests.support.server import Server
from tests.support.wire import Reply, Wire, chunked, request

REPOSITORY = re.compile(r"/v2/(.+)/(?:manifests|blobs|tags|referrers)/")
ALL = "pull,push,delete"


@dataclass(frozen=True)
class Way:
    """How requests travel: to which server, in which version, on one connection or a new one each time."""

    server: Server
    version: str = "1.1"
    close: bool = False

    @property
    def tls(self) -> ssl.SSLContext | None:
        """What the server's certificate is checked with; None without TLS."""
        return ssl.create_default_context(cafile=str(self.server.certificate)) if self.server.tls else None

    def connect(self, takes: int | None = None) -> Wire:
        """A connection to the server; see `Wire`."""
        return Wire(self.server.host, self.tls, takes)


class Client:
    """Asks as `user` (None: as nobody known), with a token for whatever the request needs."""

    def __init__(self, way: Way, user: str | None = "admin", password: str | None = None) -> None:
        self.way = way
        self.user = user
        self.password = password
        self._wire: Wire | None = None
        self._tokens: dict[str, str] = {}

    def token(self, scope: str) -> str:
        """A token for the scope; asked for once."""
        if scope not in self._tokens:
            self._tokens[scope] = self.way.server.token(scope, self.user, self.password)
        return self._tokens[scope]

    def bearer(self, target: str) -> str:
        """The Authorization for a path: everything in its repository that the user may do."""
        found = REPOSITORY.match(target)
        return "Bearer " + self.token(f"repository:{found[1]}:{ALL}" if found else "registry:catalog:*")

    def ask(
        self,
        method: str,
        target: str,
        *fields: tuple[str, str],
        body: bytes | None = None,
        pieces: tuple[bytes, ...] | None = None,
        token: str | None = None,
    ) -> Reply:
        """The answer. `pieces` make a chunked body; `token` "" sends no Authorization, None the right one."""
        if token is None:
            fields = (*fields, ("Authorization", self.bearer(target)))
        elif token:
            fields = (*fields, ("Authorization", f"Bearer {token}"))
        version = "1.1" if pieces is not None else self.way.version
        last = self.way.close or version != self.way.version
        if last and version == "1.1":
            fields = (*fields, ("Connection", "close"))
        if pieces is not None:
            fields = (*fields, ("Transfer-Encoding", "chunked"))
        data = request(method, target, *fields, body=body, version=version, host=self.way.server.host)
        return self._exchange(data + (chunked(*pieces) if pieces is not None else b""), method, last)

    def _exchange(self, data: bytes, method: str, last: bool) -> Reply:
        if last:
            with self.way.connect() as wire:
                reply = wire.ask(data, head=method == "HEAD")
                assert wire.ended(), "the connection was to end after the answer"
                return reply
        if self._wire is None:
            self._wire = self.way.connect()
        reply = self._wire.ask(data, head=method == "HEAD")
        if reply.header("connection") == "close":
            assert self._wire.ended()
            self.close()
        return reply

    # ---- what stories are made of

    def push_blob(self, repository: str, data: bytes, algorithm: str = "sha256") -> str:
        """POST and PUT; the digest."""
        digest = content.digest(data, algorithm)
        place = self.begin(repository)
        reply = self.ask("PUT", f"{place}?digest={digest}", body=data)
        assert reply.status == 201, reply
        return digest

    def begin(self, repository: str) -> str:
        """The location of a new upload."""
        reply = self.ask("POST", f"/v2/{repository}/blobs/uploads/", body=b"")
        assert reply.status == 202, reply
        return reply.given("location")

    def put_manifest(self, repository: str, reference: str, body: bytes, media_type: str | None = None) -> Reply:
        """PUT; with the body's own media type unless another is given."""
        sent = media_type or content.media_type_of(body)
        return self.ask("PUT", f"/v2/{repository}/manifests/{reference}", ("Content-Type", sent), body=body)

    def push_manifest(self, repository: str, reference: str, body: bytes) -> str:
        """PUT what must be taken; the digest."""
        reply = self.put_manifest(repository, reference, body)
        assert reply.status == 201, reply
        return reply.given("docker-content-digest")

    def push_image(self, repository: str, tag: str, *layers: bytes) -> bytes:
        """An image with its blobs; the manifest's bytes."""
        for blob in (content.CONFIG, *layers):
            self.push_blob(repository, blob)
        body = content.image(*layers)
        self.push_manifest(repository, tag, body)
        return body

    def close(self) -> None:
        """End the connection."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
