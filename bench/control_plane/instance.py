"""One instance: a server on a database of its own, with an administrator and a member to ask as."""

from __future__ import annotations

import base64
import json
import urllib.request
from pathlib import Path

from bench.control_plane.operations import Ask
from bench.control_plane.seed import READER, Content, Scale, seed
from bench.dataplane.maker import Load, Maker
from bench.dataplane.peers import PASSWORD, Roadstead
from roadstead.api.contract import BASE

CONNECTIONS = 32


class Instance(Roadstead):
    """`url` None: SQLite in its folder. `most`: requests of one run over one connection."""

    def __init__(self, folder: Path, url: str | None, scale: Scale, maker: Maker, most: int) -> None:
        super().__init__(folder)
        self.database_url = url or f"sqlite:///{folder / 'data' / 'roadstead.db'}"
        self.scale = scale
        self.maker = maker
        self.most = most
        self.content: Content

    def begin(self) -> None:
        """Start it with everything in it. Raises LoadError, HTTPError, RuntimeError."""
        if not (marker := self.folder / "reader").exists():
            self.start()
            body = {"username": READER, "password": PASSWORD, "email": "reader@example.org", "realname": READER}
            self._ask("POST", "/users", body)
            (found,) = json.loads(self._ask("GET", f"/users/search?username={READER}"))
            marker.write_text(str(found["user_id"]))
            self.stop()
        self.content = seed(self.database_url, self.folder, self.scale, int(marker.read_text()))
        self.start()

    def one_by_one(self, ask: Ask) -> Load:
        """Every path once, over one connection."""
        return self._load(ask, 1, 0)

    def at_once(self, ask: Ask, seconds: float) -> Load:
        """The paths round and round, over many connections."""
        return self._load(ask, CONNECTIONS, seconds)

    def _load(self, ask: Ask, clients: int, seconds: float) -> Load:
        name = "admin" if ask.caller == "admin" else READER
        lines = [
            f"{method} {BASE}{path} basic:{_credential(name)}" for method, path in ask.lines(self.content, self.most)
        ]
        body = self.folder / "body.json"
        body.write_text(ask.body or "")
        file = "" if ask.body is None else body
        return self.maker.run(
            self, "requests", lines, clients=clients, seconds=seconds, body=file, type="application/json"
        )

    def _ask(self, method: str, path: str, body: object = None) -> bytes:
        request = urllib.request.Request(f"{self.url}{BASE}{path}", method=method)
        request.add_header("authorization", f"Basic {_credential('admin')}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("content-type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as answer:
            words: bytes = answer.read()
        return words

    def _people(self) -> None:
        """None of those that the data plane's rows have."""
        return

    def _env(self) -> dict[str, str]:
        return super()._env() | {"ROADSTEAD_DATABASE_URL": self.database_url}


def _credential(name: str) -> str:
    return base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()
