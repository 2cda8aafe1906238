"""F5: a blob's file becomes shorter while it is sent. The client sees that it is not whole, the operator reads why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.client import Client
from tests.faults.images import digest_of, make_image
from tests.faults.wire import Answer, connect, head
from tests.support.patience import eventually
from tests.support.server import Server

pytestmark = pytest.mark.faults

SIZE = 32 << 20


@pytest.mark.parametrize("tls", [False, True], ids=["http", "tls"])
def test_a_file_that_is_cut_under_a_download(tmp_path: Path, tls: bool) -> None:
    with Server.start(tmp_path / "data") as server:
        client = Client(server, "library/cut")
        (layer,) = make_image(SIZE).layers
        assert client.push_whole(layer).status == 201
    with Server.start(tmp_path / "data", tls=tls) as server, connect(server) as sock:
        sock.sendall(head(client, "GET", f"blobs/{digest_of(layer)}"))
        answer = Answer(sock)
        assert answer.status == 200
        answer.read(1 << 20)
        (file,) = (tmp_path / "data" / "blobs").rglob("*.*")
        os.truncate(file, 1 << 20)
        with pytest.raises(OSError):  # noqa: PT011 - reset or an early end: any way but a whole answer
            answer.read()
        assert eventually(lambda: "storage failed while sending" in server.log())
        assert "client left" not in server.log()
        assert "Exception in ASGI" not in server.log()
