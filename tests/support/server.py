"""A running Roadstead for a test: the program itself in a process of its own, on loopback."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from types import TracebackType

PASSWORD = "Harbor12345"
READY_SECONDS = 30.0


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Server:
    """`with Server.start(folder) as server:`; `folder` is the data folder, kept over restarts."""

    admin_password = PASSWORD
    program: tuple[str, ...] = ("roadstead.cli", "serve")
    """The module to run, and its first arguments."""

    def __init__(self, data: Path, *, tls: bool, environment: dict[str, str], args: list[str]) -> None:
        self.data = data
        self.tls = tls
        self.port = free_port()
        self.args = [*args, *(["--tls-self-signed"] if tls else [])]
        self.log_file = data.parent / f"{data.name}.log"
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("ROADSTEAD_")},
            "HARBOR_ADMIN_PASSWORD": PASSWORD,
            "ROADSTEAD_HOST": "127.0.0.1",
            **environment,
            "ROADSTEAD_DATA": str(data),
            "ROADSTEAD_PORT": str(self.port),
        }
        self.process: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(
        cls,
        data: Path,
        *,
        tls: bool = False,
        database_url: str | None = None,
        env: dict[str, str] | None = None,
        args: list[str] | None = None,
    ) -> Server:
        """A server that answers."""
        environment = dict(env or {})
        if database_url is not None:
            environment["ROADSTEAD_DATABASE_URL"] = database_url
        server = cls(data, tls=tls, environment=environment, args=args or [])
        server.run()
        return server

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, or https."""
        return f"{'https' if self.tls else 'http'}://{self.host}"

    @property
    def certificate(self) -> Path:
        """The self-signed certificate, which a client may take as its authority."""
        return self.data / "tls" / "cert.pem"

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self.process is not None
        return self.process.pid

    def run(self) -> None:
        """Start the process and wait until it answers."""
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.program, *self.args],
                env=self.environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        deadline = time.monotonic() + READY_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not start:\n{self.log()[-4000:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL, and wait for the end."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self, timeout: float = 60) -> int:
        """SIGTERM, and wait; the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def restart(self) -> None:
        """Stop if it runs, start again on the same folder and port."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        self.run()

    def cli(self, *args: str, stdin: str | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `roadstead …` on this server's data."""
        done = subprocess.run(
            [sys.executable, "-m", "roadstead.cli", *args],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"roadstead {' '.join(args)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def log(self) -> str:
        """All it has written."""
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def token(self, scope: str | None, user: str | None = "admin", password: str | None = None) -> str:
        """A bearer token for the scope; `user=None` asks as nobody."""
        query = [("service", "harbor-registry"), *([("scope", scope)] if scope else [])]
        request = urllib.request.Request(f"{self.url}/service/token?{urllib.parse.urlencode(query)}")
        if user is not None:
            pair = f"{user}:{password or self.admin_password}".encode()
            request.add_header("authorization", "Basic " + base64.b64encode(pair).decode())
        with urllib.request.urlopen(request, context=self._context()) as answer:
            token: str = json.load(answer)["token"]
        return token

    def _context(self) -> ssl.SSLContext | None:
        if not self.tls:
            return None
        return ssl.create_default_context(cafile=str(self.certificate))

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/v2/", timeout=2, context=self._context())
        except urllib.error.HTTPError as e:
            return e.code == 401
        except (OSError, urllib.error.URLError):
            return False
        return False

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                self.kill()
