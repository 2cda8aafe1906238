"""A client that pushes and pulls over plain HTTP, keeps what was promised to it, and goes on after a cut."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.faults.checker import Promises
from tests.faults.images import MANIFEST, Image, digest_of
from tests.support.server import Server

CUT = (ConnectionError, http.client.HTTPException)
"""What a client sees of a connection that ends before the answer does."""
SAFETY_SECONDS = 60.0
PIECE = 50_000


@dataclass(frozen=True)
class Reply:
    """An answer, read to its end. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """One user in one repository; a connection for each request. Raises one of `CUT` when it is cut off."""

    def __init__(self, server: Server, repository: str, promises: Promises | None = None) -> None:
        self.address = server.host
        self.repository = repository
        self.promises = promises or Promises()
        self.token = server.token(f"repository:{repository}:pull,push,delete")

    def at(self, server: Server) -> Client:
        """The same client, speaking to another node."""
        other = Client(server, self.repository, self.promises)
        other.token = self.token
        return other

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """`path` begins with / and is absolute, or is relative to the repository."""
        url = path if path.startswith("/") else f"/v2/{self.repository}/{path}"
        connection = http.client.HTTPConnection(self.address, timeout=SAFETY_SECONDS)
        try:
            fields = {"authorization": f"Bearer {self.token}", **(headers or {})}
            connection.request(method, url, body, fields, encode_chunked=isinstance(body, Iterator))
            answer = connection.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    # ---- blobs

    def begin(self) -> str:
        """A new session's location."""
        reply = self.ask("POST", "blobs/uploads/")
        assert reply.status == 202, reply
        return reply.headers["location"]

    def finish(self, location: str, digest: str, body: bytes = b"") -> Reply:
        """PUT; a 201 is a promise."""
        return self._promised_blob(self.ask("PUT", f"{location}?digest={digest}", body), digest)

    def push_whole(self, blob: bytes) -> Reply:
        """In one POST."""
        digest = digest_of(blob)
        return self._promised_blob(self.ask("POST", f"blobs/uploads/?digest={digest}", blob), digest)

    def push_blob(self, blob: bytes) -> Reply:
        """POST, PUT; the answer that ended it."""
        reply = self.ask("POST", "blobs/uploads/")
        return self.finish(reply.headers["location"], digest_of(blob), blob) if reply.status == 202 else reply

    def append(self, location: str, body: bytes, start: int | None = None) -> Reply:
        """PATCH with a length; `start`: the first byte's number, for Content-Range."""
        ranged = {} if start is None else {"content-range": f"{start}-{start + len(body) - 1}"}
        return self.ask("PATCH", location, body, ranged)

    def append_chunked(self, location: str, body: bytes) -> Reply:
        """PATCH in chunked coding."""
        return self.ask("PATCH", location, pieces(body), {"transfer-encoding": "chunked"})

    def held(self, location: str) -> int | None:
        """How many bytes of the session have arrived; None when there is no such session."""
        reply = self.ask("GET", location)
        if reply.status == 404:
            return None
        assert reply.status == 204, reply
        last = int(reply.headers["range"].partition("-")[2])
        return last + 1 if last else 0  # "0-0" is one byte or none: from the first is right for both

    def resume(self, location: str, blob: bytes) -> None:
        """Go on with a cut upload as clients do: from the byte it stands at, or anew, until it is there."""
        held = self.held(location)
        if held is None or not 0 < held <= len(blob):
            if self.blob(digest_of(blob)).status != 200:
                reply = self.push_blob(blob)
                assert reply.status == 201, reply
            return
        if held < len(blob):
            reply = self.append(location, blob[held:], held)
            assert reply.status == 202, reply
        reply = self.finish(location, digest_of(blob))
        assert reply.status == 201, reply

    def blob(self, digest: str) -> Reply:
        """GET; what comes with 200 is whole."""
        reply = self.ask("GET", f"blobs/{digest}")
        assert reply.status != 200 or digest_of(reply.body) == digest
        return reply

    def _promised_blob(self, reply: Reply, digest: str) -> Reply:
        if reply.status == 201:
            self.promises.blobs.add((self.repository, digest))
        return reply

    # ---- images

    def put_manifest(self, image: Image, tag: str) -> Reply:
        """PUT; until the answer is there the tag may name the old or the new one."""
        place = (self.repository, tag)
        if (before := self.promises.tags.get(place)) is not None:
            before.add(image.digest)
        reply = self.ask("PUT", f"manifests/{tag}", image.manifest, {"content-type": MANIFEST})
        if reply.status == 201:
            self.promises.manifests.add((self.repository, image.digest))
            self.promises.tags[place] = {image.digest}
        return reply

    def push(self, image: Image, tag: str) -> Reply:
        """Everything, in order; the first answer that is not 201, or the manifest's."""
        for blob in image.blobs:
            reply = self.push_blob(blob)
            if reply.status != 201:
                return reply
        return self.put_manifest(image, tag)

    def tagged(self, tag: str) -> str | None:
        """The digest that a tag names; None when it is not there."""
        reply = self.ask("GET", f"manifests/{tag}")
        assert reply.status in (200, 404), reply
        return digest_of(reply.body) if reply.status == 200 else None

    def check_pull(self, image: Image, tag: str) -> None:
        """Pull the image by its tag: every byte is as it was pushed."""
        assert self.tagged(tag) == image.digest
        for blob in image.blobs:
            reply = self.blob(digest_of(blob))
            assert (reply.status, reply.body) == (200, blob)


def pieces(body: bytes) -> Iterator[bytes]:
    """The body in pieces of `PIECE` bytes."""
    for start in range(0, len(body), PIECE):
        yield body[start : start + PIECE]


def ignoring_cuts(work: Callable[[], object]) -> bool:
    """Do the work; whether it was cut off."""
    try:
        work()
    except CUT:
        return True
    return False
