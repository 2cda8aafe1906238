"""What a simple model says of uploads: the bytes of each, and the blobs that a repository gives out."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from hypothesis.stateful import RuleBasedStateMachine

from tests.support import content
from tests.support.client import Client, Way
from tests.support.server import Server
from tests.support.wire import Reply

numbers = itertools.count(1)


@dataclass
class Kept:
    """What the server has acknowledged, over all stories."""

    blobs: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Repository → digest → bytes."""


class Model(RuleBasedStateMachine):
    """Two repositories that nobody has used, and what has been acknowledged in them."""

    server: Server
    kept: Kept

    def __init__(self) -> None:
        super().__init__()
        self.client = Client(Way(self.server))
        story = next(numbers)
        self.repositories = [f"library/story{story}/{name}" for name in "ab"]
        self.open: dict[str, bytes] = {}
        self.ended: list[str] = []
        self.pushed: list[str] = []
        self.blobs: dict[str, dict[str, bytes]] = {name: {} for name in self.repositories}
        self.kept.blobs.update(self.blobs)
        self.restarts = 0

    def teardown(self) -> None:
        """The server's last word: what is open can be finished, what was acknowledged is there."""
        for place, data in self.open.items():
            self.check_stands(place, self.client.ask("GET", place), 204)
            digest = content.digest(data)
            reply = self.client.ask("PUT", f"{place}?digest={digest}", body=b"")
            self.arrived(self.repository_of(place), reply, data, digest)
        for repository, blobs in self.blobs.items():
            for digest in blobs:
                self.check_blob(repository, digest)
        self.client.close()

    # ---- what is checked

    def check_stands(self, place: str, reply: Reply, status: int) -> None:
        """The answer says where the upload is and how much of it there is."""
        assert reply.status == status, reply
        assert reply.given("location") == place
        assert reply.given("range") == f"0-{max(len(self.open[place]) - 1, 0)}"

    def check_blob(self, repository: str, digest: str) -> None:
        """The repository gives out the blob, or says that it is unknown."""
        reply = self.client.ask("GET", f"/v2/{repository}/blobs/{digest}")
        data = self.blobs[repository].get(digest)
        if data is None:
            assert (reply.status, reply.code) in ((404, "BLOB_UNKNOWN"), (404, "NAME_UNKNOWN"))
        else:
            assert (reply.status, reply.body) == (200, data)

    def check_unknown(self, reply: Reply) -> None:
        """There is no such upload."""
        assert (reply.status, reply.code) == (404, "BLOB_UPLOAD_UNKNOWN")

    def check_appended(self, place: str, reply: Reply, data: bytes) -> None:
        """The upload has the data too."""
        if place in self.open:
            self.open[place] += data
            self.check_stands(place, reply, 202)
        else:
            self.check_unknown(reply)

    # ---- steps

    def send(self, method: str, target: str, data: bytes, coding: str, *fields: tuple[str, str]) -> Reply:
        """The data with its length, or in chunks of different sizes."""
        if coding == "length":
            return self.client.ask(method, target, *fields, body=data)
        return self.client.ask(method, target, *fields, pieces=(data[:7], data[7:70_000], data[70_000:]))

    def send_either(self, put: bool, place: str, data: bytes, coding: str, where: tuple[str, str]) -> Reply:
        """The same with PATCH and with PUT."""
        if put:
            return self.send("PUT", f"{place}?digest={content.digest(data)}", data, coding, where)
        return self.send("PATCH", place, data, coding, where)

    def place(self, which: int) -> str:
        """Where an upload is or has been."""
        places = self.ended if self.ended and not which else list(self.open)
        return places[which % len(places)]

    def after(self, place: str, count: int, shift: int = 0) -> tuple[str, str]:
        """The Content-Range of so many bytes that continue the upload, or begin elsewhere."""
        first = max(len(self.open.get(place, b"")) + shift, 0)
        return "Content-Range", f"{first}-{first + count - 1}"

    def end(self, place: str) -> bool:
        """The upload is no more; whether it was there until now."""
        self.ended.append(place)
        return self.open.pop(place, None) is not None

    def repository_of(self, place: str) -> str:
        """The repository of an upload."""
        return place.removeprefix("/v2/").partition("/blobs/")[0]

    def arrived(self, repository: str, reply: Reply, data: bytes, digest: str) -> None:
        """The blob is the repository's from now on."""
        assert reply.status == 201, reply
        assert reply.given("location") == f"/v2/{repository}/blobs/{digest}"
        assert reply.given("docker-content-digest") == digest
        self.blobs[repository][digest] = data
        if digest not in self.pushed:
            self.pushed.append(digest)
