"""Bodies of requests and answers: through the lent socket where there is one, else through plain ASGI."""

from __future__ import annotations

from collections.abc import Callable

from roadstead.blobs.driver import Blob, StorageError
from roadstead.errors import Refusal
from roadstead.kit.threads import Threads
from roadstead.server.chunks import ChunkPump
from roadstead.server.connection import Connection
from roadstead.server.http import Request
from roadstead.server.pumps import FilePump, LengthPump
from roadstead.server.wire import Gone

Sink = Callable[[memoryview], None]

BATCH = 1 << 20
SMALL = 64 << 10
"""A body of at most so many bytes is read whole: a thread would cost more than it saves."""
DISCARD = 64 << 20
"""So much of a body that is refused is read, so that the client sees why instead of a broken pipe."""


class Tolerant:
    """A sink that goes on reading after a refusal; `failure` is what to answer at the end."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.failure: Refusal | StorageError | None = None
        self._discarded = 0

    def __call__(self, data: memoryview) -> None:
        if self.failure is None:
            try:
                self.sink(data)
            except (Refusal, StorageError) as e:
                self.failure = e
        else:
            self._discarded += len(data)
            if self._discarded > DISCARD:
                raise Gone


async def read_body(request: Request, most: int, what: str) -> bytes:
    """The whole body. Raises Refusal REQUEST_ENTITY_TOO_LARGE beyond `most` bytes, UNAVAILABLE, Gone."""
    too_large = Refusal("REQUEST_ENTITY_TOO_LARGE", f"{what}: at most {most} bytes")
    if (length := request.content_length) is not None and length > most:
        raise too_large
    if request.connection is not None:
        request.connection.release()
    body = bytearray()
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Gone
        body += message.get("body", b"")
        if len(body) > most:
            raise too_large
        if request.held is not None:
            request.held.grow(len(body))
        if not message.get("more_body", False):
            return bytes(body)


async def discard_small(request: Request) -> None:
    """Read the small body of a request that is refused before anybody looked at it.

    A client that is still sending when the refusal comes may tell of a broken pipe instead: containerd does so
    with the manifests that it streams.
    """
    length = request.content_length
    if length and length <= SMALL and b"expect" not in request.headers:
        await read_body(request, SMALL, "a refused body")


async def pour_body(request: Request, sink: Sink, threads: Threads) -> None:
    """The body into `sink`, which runs in worker threads.

    Raises what the sink raised, when the body has been read to its end; Gone when the client left.
    """
    tolerant = Tolerant(sink)
    length = request.content_length
    connection = request.connection
    if connection is not None and connection.held is not None and (length is None or length > SMALL):
        await _pour_lent(connection, request, length, tolerant)
    else:
        await _pour_plain(request, tolerant, threads)
    if tolerant.failure is not None:
        raise tolerant.failure


async def _pour_lent(connection: Connection, request: Request, length: int | None, sink: Sink) -> None:
    async with connection.lend() as loan:
        first = connection.begin_body()
        pump = LengthPump(loan.wire, first, length, sink) if length is not None else ChunkPump(loan.wire, first, sink)
        await loan.run(pump)
    connection.end_body(pump.rest)


async def _pour_plain(request: Request, sink: Sink, threads: Threads) -> None:
    if request.connection is not None:
        request.connection.release()
    batch = bytearray()
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            if batch:  # what came counts: the client may go on with it later
                await threads.run(sink, memoryview(batch))
            raise Gone
        batch += message.get("body", b"")
        more = message.get("more_body", False)
        if batch and (len(batch) >= BATCH or not more):
            await threads.run(sink, memoryview(batch))
            batch = bytearray()
        if not more:
            return


async def send_blob(request: Request, blob: Blob, offset: int, length: int) -> None:
    """Part of a blob, after the answer's head has been sent."""
    connection = request.connection
    if connection is not None and blob.fileno is not None:
        async with connection.lend() as loan:
            await loan.run(FilePump(loan.wire, blob.fileno, offset, length))
        connection.end_answer()
        await request.send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    await _send_plain(request, blob, offset, length)


async def _send_plain(request: Request, blob: Blob, offset: int, length: int) -> None:
    threads: Threads = request.scope["roadstead.threads"]
    end = offset + length
    while offset < end:
        piece = await threads.run(blob.read, offset, min(BATCH // 4, end - offset))
        if not piece:
            raise StorageError("the file ended too early")  # never a whole answer with a short body
        offset += len(piece)
        await request.send({"type": "http.response.body", "body": piece, "more_body": offset < end})
    if not length:
        await request.send({"type": "http.response.body", "body": b"", "more_body": False})
