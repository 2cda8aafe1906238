"""The two servers: how each is set up, started with or without TLS, and stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
from pathlib import Path
from typing import IO

import yaml

from bench.dataplane import process, web
from bench.dataplane.tokens import ISSUER, SERVICE, NoTokens, Tokens, TokenServer, fetched

PROJECTS = 8
USERS = 2  # of a project
PASSWORD = "Bench-Passw0rd"
_START_SECONDS = 30


class Peer:
    """A server on loopback with a folder of its own."""

    name: str
    tokens: Tokens

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tls = False
        self.host = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}"

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError(f"{self.name} is not running")
        return self._process.pid

    def start(self, certificate: tuple[Path, Path] | None = None) -> None:
        """Serve, with TLS when there is a certificate (file, key file); returns once /v2/ answers."""
        self.tls = certificate is not None
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.host = f"127.0.0.1:{port}"
        command, env = self._command(port, certificate)
        self._log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(
            command, env=os.environ | env, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log
        )
        self._await()

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._log:
            self._log.close()
        self._process = None

    def peak(self) -> float:
        """MiB resident at most since forget_peak."""
        return process.peak(self.pid)

    def forget_peak(self) -> None:
        process.forget_peak(self.pid)

    def drop_since(self, when: float, size: int) -> None:
        """Remove files of just this size written since: blobs pushed to measure, many, and read by nobody."""
        for file in self.folder.rglob("*"):
            if file.is_file() and (stat := file.stat()).st_size == size and stat.st_mtime >= when:
                file.unlink()

    def _command(self, port: int, certificate: tuple[Path, Path] | None) -> tuple[list[str], dict[str, str]]:
        raise NotImplementedError

    def _await(self) -> None:
        assert self._process is not None
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                web.get(f"{self.url}/v2/")
                return
            except urllib.error.HTTPError as e:
                if e.code == 401:
                    return
            except OSError:
                pass
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop()
        words = (self.folder / "log").read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{self.name} did not start:\n{words}")


class Distribution(Peer):
    """distribution v3.0.0: its filesystem driver, in-memory cache, no log; with or without tokens."""

    name = "distribution"

    def __init__(self, folder: Path, program: Path, server: TokenServer | None) -> None:
        super().__init__(folder)
        self._program = program
        self._server = server
        self.tokens = server.tokens(USERS) if server else NoTokens()

    def _command(self, port: int, certificate: tuple[Path, Path] | None) -> tuple[list[str], dict[str, str]]:
        http: dict[str, object] = {"addr": f"127.0.0.1:{port}", "secret": "bench"}
        if certificate:
            http["tls"] = {"certificate": str(certificate[0]), "key": str(certificate[1])}
        config: dict[str, object] = {
            "version": 0.1,
            "log": {"level": "error", "accesslog": {"disabled": True}},
            "storage": {
                "filesystem": {"rootdirectory": str(self.folder / "data")},
                "cache": {"blobdescriptor": "inmemory"},
            },
            "http": http,
        }
        if self._server:
            keys = self.folder / "keys.json"
            self._server.write_keys(keys)
            config["auth"] = {
                "token": {
                    "realm": f"http://127.0.0.1:{port}/service/token",
                    "service": SERVICE,
                    "issuer": ISSUER,
                    "jwks": str(keys),
                    "signingalgorithms": ["ES256"],
                }
            }
        file = self.folder / "config.yml"
        file.write_text(yaml.safe_dump(config))
        return [str(self._program), "serve", str(file)], {"OTEL_TRACES_EXPORTER": "none"}


class Roadstead(Peer):
    """Roadstead as it is installed: SQLite and files in one folder, always with tokens."""

    name = "roadstead"
    tokens: Tokens = NoTokens()  # until it runs and can be asked for some

    def _command(self, port: int, certificate: tuple[Path, Path] | None) -> tuple[list[str], dict[str, str]]:
        command = [self._roadstead(), "serve"]
        if certificate:
            command += ["--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1])]
        return command, self._env() | {"ROADSTEAD_PORT": str(port), "ROADSTEAD_HOST": "127.0.0.1"}

    def start(self, certificate: tuple[Path, Path] | None = None) -> None:
        super().start(certificate)
        if not (marker := self.folder / "people").exists():
            self._people()
            marker.touch()
        self.tokens = fetched(self.url, user_of, USERS)

    def _people(self) -> None:
        """Projects bench0 … and for each some developers."""
        for project in range(PROJECTS):
            self._cli("project", "create", f"bench{project}")
            for number in range(USERS):
                name, password = user_of(f"bench{project}/", number)
                self._cli("user", "create", name, "--password-stdin", words=password)
                self._cli("project", "member", f"bench{project}", name, "developer")

    def _cli(self, *arguments: str, words: str = "") -> None:
        done = subprocess.run(
            [self._roadstead(), *arguments],
            env=os.environ | self._env(),
            input=words.encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"roadstead {' '.join(arguments)}: {(done.stderr or done.stdout).decode()}")

    def _env(self) -> dict[str, str]:
        return {"ROADSTEAD_DATA": str(self.folder / "data"), "HARBOR_ADMIN_PASSWORD": PASSWORD}

    @staticmethod
    def _roadstead() -> str:
        return str(Path(sys.executable).parent / "roadstead")


def user_of(repository: str, number: int) -> tuple[str, str]:
    """Name and password of a user who may push to the repository."""
    return f"{repository.partition('/')[0]}-user{number}", PASSWORD
