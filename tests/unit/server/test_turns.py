"""A turn of a pump ends, however fast the client is: the threads are everybody's."""

from __future__ import annotations

import os
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from roadstead.server.chunks import ChunkPump
from roadstead.server.pumps import A_TURN, BUFFER, SENDFILE, FilePump, LengthPump, Pump
from roadstead.server.wire import PlainWire

LENGTH = 4 * A_TURN + 12_345
PIECE = 1 << 20


@contextmanager
def other_side(work: Callable[[socket.socket], None]) -> Iterator[PlainWire]:
    """The server's end of a connection at whose other end `work` runs."""
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=work, args=(theirs,))
    thread.start()
    wire = PlainWire(ours)
    with ours, theirs:
        yield wire
        wire.close()
        thread.join()


def turns(wire: PlainWire, pump: Pump, moved: Callable[[], int]) -> list[int]:
    """What each turn moved until all was done."""
    found = []
    event: int | None = 0
    while event is not None:
        before = moved()
        event = pump.turn()
        found.append(moved() - before)
        if event:
            select.select([wire] if event == select.POLLIN else [], [wire] if event == select.POLLOUT else [], [])
    return found


def test_of_a_download(tmp_path: Path) -> None:
    file = tmp_path / "blob"
    file.touch()
    os.truncate(file, LENGTH)

    def read(sock: socket.socket) -> None:
        buffer = bytearray(PIECE)
        left = LENGTH
        while left:
            left -= sock.recv_into(buffer)

    fd = os.open(file, os.O_RDONLY)
    with other_side(read) as wire:
        pump = FilePump(wire, fd, 0, LENGTH)
        found = turns(wire, pump, lambda: pump.offset)
    os.close(fd)
    assert sum(found) == LENGTH
    assert max(found) <= A_TURN + SENDFILE


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
def test_of_an_upload(chunked: bool) -> None:
    def send(sock: socket.socket) -> None:
        for start in range(0, LENGTH, PIECE):
            piece = bytes(min(PIECE, LENGTH - start))
            sock.sendall(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        sock.sendall(b"0\r\n\r\n" if chunked else b"")

    came = [0]

    def sink(data: memoryview) -> None:
        came[0] += len(data)

    with other_side(send) as wire:
        pump = ChunkPump(wire, b"", sink) if chunked else LengthPump(wire, b"", LENGTH, sink)
        found = turns(wire, pump, lambda: came[0])
    assert sum(found) == LENGTH
    assert max(found) <= A_TURN + BUFFER
