"""The examples of `deploy/`, started as they are but for ports and files: an image goes through and comes back."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roadstead.server.self_signed import ensure_pair
from tests.clients.conftest import Images
from tests.support.daemon import daemon
from tests.support.layout import contents
from tests.support.server import Server, free_port
from tests.support.shell import Shell

DEPLOY = Path(__file__).parents[2] / "deploy"


def replaced(text: str, pairs: dict[str, str]) -> str:
    """The example with what is of one machine replaced; everything replaced must be there."""
    for old, new in pairs.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def nginx(folder: Path, port: int, server: Server, cert: str, key: str) -> list[str]:
    """The command of an nginx with the example in its `http` block."""
    example = replaced(
        (DEPLOY / "nginx.conf").read_text(),
        {
            "listen 443": f"listen 127.0.0.1:{port}",
            "127.0.0.1:8080": server.host,
            "/etc/ssl/registry.example.org.pem": cert,
            "/etc/ssl/private/registry.example.org.key": key,
        },
    )
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{paths}{example}}}\n"
    )
    return ["nginx", "-p", str(folder), "-c", str(file)]


def haproxy(folder: Path, port: int, server: Server, cert: str, key: str) -> list[str]:
    """The command of a HAProxy with the example."""
    both = folder / "both.pem"
    both.write_text(Path(cert).read_text() + Path(key).read_text())
    example = replaced(
        (DEPLOY / "haproxy.cfg").read_text(),
        {
            "bind :443": f"bind 127.0.0.1:{port}",
            "127.0.0.1:8080": server.host,
            "/etc/ssl/private/registry.example.org.both.pem": str(both),
        },
    )
    file = folder / "haproxy.cfg"
    file.write_text(example)
    return ["haproxy", "-db", "-f", str(file)]


def accepts(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=[nginx, haproxy], ids=lambda make: make.__name__)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """`address:port` of the proxy, which speaks TLS."""
    port = free_port()
    external = {"ROADSTEAD_EXTERNAL_URL": f"https://127.0.0.1:{port}"}
    make: Callable[..., list[str]] = request.param
    cert, key = ensure_pair(tmp_path / "tls")
    with Server.start(tmp_path / "data", env=external) as server:
        command = make(tmp_path, port, server, cert, key)
        with daemon(command, tmp_path / "proxy.log", lambda: accepts(port)):
            yield f"127.0.0.1:{port}"


def test_an_image_goes_through_and_comes_back(host: str, image: Images, tmp_path: Path) -> None:
    shell = Shell(tmp_path / "shell", tmp_path / "tls" / "cert.pem")
    shell("crane", "auth", "login", "-u", "admin", "--password-stdin", host, stdin=Server.admin_password)
    pushed, back = image("layers"), tmp_path / "back"

    shell("crane", "push", pushed.path, f"{host}/library/through:1")
    assert shell("crane", "digest", f"{host}/library/through:1") == pushed.digest
    shell("crane", "pull", "--format=oci", f"{host}/library/through:1", back)

    assert contents(back) == contents(pushed.path)


def test_the_service_is_one_that_systemd_would_run() -> None:
    unit = (DEPLOY / "systemd" / "roadstead.service").read_text()
    sections = re.findall(r"^\[(\w+)\]$", unit, re.MULTILINE)
    assert sections == ["Unit", "Service", "Install"]
    settings = [line for line in unit.splitlines() if line and line[0] not in "[#"]
    assert all(re.fullmatch(r"[A-Z]\w+=.+", line) for line in settings)
