"""F23: the certificate is replaced under a running server: new connections get the new one, old ones go on."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadstead.server.self_signed import ensure_pair
from tests.faults.client import Client
from tests.faults.wire import Answer, connect, head
from tests.support.server import Server

pytestmark = pytest.mark.faults


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Server]:
    with Server.start(tmp_path / "data", tls=True) as server:
        yield server


def presented(server: Server) -> bytes:
    """The certificate that a new connection is shown, DER."""
    pem = ssl.get_server_certificate(("127.0.0.1", server.port))
    return ssl.PEM_cert_to_DER_cert(pem)


def der(pem: str) -> bytes:
    """The certificate in a PEM file."""
    return ssl.PEM_cert_to_DER_cert(Path(pem).read_text())


def test_replaced_without_restart(node: Server, tmp_path: Path) -> None:
    client = Client(node, "library/secure")
    cert, key = (str(node.data / "tls" / name) for name in ("cert.pem", "key.pem"))
    new_cert, new_key = ensure_pair(tmp_path / "new")
    old = der(cert)
    assert presented(node) == old != der(new_cert)
    pid = node.pid
    with connect(node) as kept:
        kept.sendall(head(client, "GET", "/v2/"))
        assert Answer(kept).reply().status == 200
        os.replace(new_cert, cert)  # half of the pair: it does not fit the key
        assert presented(node) == old
        os.replace(new_key, key)
        assert presented(node) == der(cert) != old
        kept.sendall(head(client, "GET", "/v2/"))
        assert Answer(kept).reply().status == 200
    with connect(node) as sock:  # who trusts the new one alone
        sock.sendall(head(client, "GET", "/v2/"))
        assert Answer(sock).reply().status == 200
    assert node.pid == pid
    assert node.process is not None
    assert node.process.poll() is None


def test_a_file_that_is_gone_or_garbage(node: Server) -> None:
    """The one before serves on until there is a whole pair again."""
    cert = node.data / "tls" / "cert.pem"
    before, text = presented(node), cert.read_text()
    for damage in (cert.unlink, lambda: cert.write_text("garbage"), lambda: cert.write_text("")):
        damage()
        assert presented(node) == before
    cert.write_text(text)
    assert presented(node) == before
