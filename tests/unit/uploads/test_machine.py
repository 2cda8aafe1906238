"""Uploads as a state machine: whatever clients do in whatever order, the server agrees with a simple model.

The model is a dictionary of open uploads with the bytes that were acknowledged, and one of the blobs that each
repository gives out. hypothesis makes up the stories; a server in a process of its own, on each database, plays them.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.faults.checker import Promises, violations
from tests.support import content
from tests.support.patience import eventually
from tests.support.server import Server
from tests.support.wire import request
from tests.unit.uploads.model import Kept, Model

FULL = bool(os.environ.get("ROADSTEAD_TEST_FULL"))
EXAMPLES, STEPS = (200, 60) if FULL else (30, 50)

# Stories leave their uploads behind.
UNBOUNDED = {"ROADSTEAD_LIMITS_UPLOADS_PER_USER": "1000000"}
# Around what is read whole (64 KiB) and what is moved at once (1 MiB).
SIZES = [0, 1, 2, 300, (64 << 10) - 1, 64 << 10, (64 << 10) + 1, 200_000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1]
noise = functools.lru_cache(content.noise)
# The same contents come again, in this upload and in others.
DATA = st.builds(lambda name, size: noise(name, size), st.integers(0, 2), st.sampled_from(SIZES))
SOME = DATA.filter(bool)
CODINGS = st.sampled_from(["length", "chunked"])
ALGORITHMS = st.sampled_from(["sha256", "sha512"])
# Which upload: one of those that are open, or in one case of eight one that has ended.
PLACES = st.integers(0, 7)
NUMBERS = st.integers(0, 1)
some_open = precondition(lambda self: bool(self.open))
some_pushed = precondition(lambda self: bool(self.pushed))


class Uploads(Model):
    """The steps of a story."""

    @initialize(restarts=st.sampled_from([0, 0, 0, 1]))
    def open_book(self, restarts: int) -> None:
        """There is an upload, and perhaps a restart to come: it takes as long as a hundred requests."""
        self.restarts = restarts
        for number in (0, 1, 0):
            self.begin(number=number)

    @precondition(lambda self: len(self.open) < 4)
    @rule(number=NUMBERS)
    def begin(self, number: int) -> None:
        place = self.client.begin(self.repositories[number])
        assert place not in [*self.open, *self.ended]
        self.open[place] = b""

    @some_open
    @rule(which=PLACES, data=DATA, coding=CODINGS)
    def append(self, which: int, data: bytes, coding: str) -> None:
        place = self.place(which)
        reply = self.send("PATCH", place, data, coding)
        self.check_appended(place, reply, data)

    @some_open
    @rule(which=PLACES, data=SOME, coding=CODINGS)
    def append_in_order(self, which: int, data: bytes, coding: str) -> None:
        place = self.place(which)
        reply = self.send("PATCH", place, data, coding, self.after(place, len(data)))
        self.check_appended(place, reply, data)

    @some_open
    @rule(which=PLACES, data=SOME, coding=CODINGS, shift=st.sampled_from([-2, 1, 1 << 20]), put=st.booleans())
    def append_out_of_order(self, which: int, data: bytes, coding: str, shift: int, put: bool) -> None:
        place = self.place(which)
        where = self.after(place, len(data), shift if len(self.open.get(place, b"")) >= 2 else abs(shift))
        reply = self.send_either(put, place, data, coding, where)
        if place in self.open:
            assert reply.code == "RANGE_INVALID"
            self.check_stands(place, reply, 416)
        else:
            self.check_unknown(reply)

    @some_open
    @rule(which=PLACES, data=SOME, coding=CODINGS, more=st.sampled_from([-1, 1, 1 << 20]), put=st.booleans())
    def append_another_length(self, which: int, data: bytes, coding: str, more: int, put: bool) -> None:
        """Nothing of it is kept."""
        place = self.place(which)
        where = self.after(place, len(data) + more if len(data) + more > 0 else len(data) + 1)
        reply = self.send_either(put, place, data, coding, where)
        if place in self.open:
            assert (reply.status, reply.code) == (400, "SIZE_INVALID")
        else:
            self.check_unknown(reply)

    @some_open
    @rule(which=PLACES, data=SOME, part=st.floats(0, 1))
    def leave_while_sending(self, which: int, data: bytes, part: float) -> None:
        """What came before the client left may stay; whatever the server says it holds, it holds."""
        place = self.place(which)
        if place not in self.open:
            return
        fields = (("Authorization", self.client.bearer(place)), ("Expect", "100-continue"))
        head = request("PATCH", place, *fields, body=data, host=self.server.host)[: -len(data)]
        with self.client.way.connect() as wire:
            assert wire.ask(head).status == 100  # from now on the upload is this request's, if the body is a large one
            wire.send(data[: int(part * (len(data) - 1))])
        assert eventually(lambda: self.client.ask("PATCH", place, body=b"").status == 202)
        reply = self.client.ask("GET", place)
        held = int(reply.given("range").partition("-")[2]) + 1
        before = len(self.open[place])
        if held > max(before, 1):
            assert held <= before + len(data)
            self.open[place] += data[: held - before]
        elif before == 0 and held == 1:  # no byte and one byte are told alike
            self.open[place] = self.one_or_none(place, data)
        self.check_stands(place, reply, 204)

    def one_or_none(self, place: str, data: bytes) -> bytes:
        """The upload's bytes, which are the first of `data` or none."""
        reply = self.client.ask("PATCH", place, ("Content-Range", "1-1"), body=b"x")
        if reply.status == 416:
            return b""
        return data[:1] + b"x"

    @some_open
    @rule(which=PLACES, method=st.sampled_from(["GET", "HEAD"]))
    def ask(self, which: int, method: str) -> None:
        place = self.place(which)
        reply = self.client.ask(method, place)
        if place in self.open:
            self.check_stands(place, reply, 204)
        else:
            assert reply.status == 404

    @some_open
    @rule(which=PLACES, data=DATA, coding=CODINGS, ranged=st.booleans(), algorithm=ALGORITHMS)
    def finish(self, which: int, data: bytes, coding: str, ranged: bool, algorithm: str) -> None:
        place = self.place(which)
        whole = self.open.get(place, b"") + data
        digest = content.digest(whole, algorithm)
        where = [self.after(place, len(data))] if ranged and data else []
        reply = self.send("PUT", f"{place}?digest={digest}", data, coding, *where)
        if self.end(place):
            self.arrived(self.repository_of(place), reply, whole, digest)
        else:
            self.check_unknown(reply)

    @some_open
    @rule(which=PLACES, data=DATA, coding=CODINGS, algorithm=st.sampled_from(["sha256", "sha512", "none", "md5"]))
    def finish_wrongly(self, which: int, data: bytes, coding: str, algorithm: str) -> None:
        """As other content it ends; with a digest that is none it lives on, and has not grown."""
        place = self.place(which)
        known = algorithm in ("sha256", "sha512")
        digest = content.absent(place, algorithm) if known else f"{algorithm}:00"
        reply = self.send("PUT", f"{place}?digest={digest}", data, coding)
        if place in self.open or not known:
            assert (reply.status, reply.code) == (400, "DIGEST_INVALID")
        else:
            self.check_unknown(reply)
        if known:
            self.end(place)

    @some_open
    @rule(which=PLACES)
    def cancel(self, which: int) -> None:
        place = self.place(which)
        reply = self.client.ask("DELETE", place)
        if self.end(place):
            assert reply.status == 204
        else:
            self.check_unknown(reply)

    @rule(number=NUMBERS, data=DATA, coding=CODINGS, algorithm=ALGORITHMS, right=st.booleans())
    def push_at_once(self, number: int, data: bytes, coding: str, algorithm: str, right: bool) -> None:
        repository = self.repositories[number]
        digest = content.digest(data, algorithm) if right else content.absent(number, algorithm)
        reply = self.send("POST", f"/v2/{repository}/blobs/uploads/?digest={digest}", data, coding)
        if right:
            self.arrived(repository, reply, data, digest)
        else:
            assert (reply.status, reply.code) == (400, "DIGEST_INVALID")

    @some_pushed
    @rule(number=NUMBERS, which=PLACES)
    def mount(self, number: int, which: int) -> None:
        """From the other repository if it has the blob, else an upload begins."""
        target, source = self.repositories[number], self.repositories[1 - number]
        digest = self.pushed[which % len(self.pushed)]
        reply = self.client.ask("POST", f"/v2/{target}/blobs/uploads/?mount={digest}&from={source}", body=b"")
        if digest in self.blobs[source]:
            self.arrived(target, reply, self.blobs[source][digest], digest)
        else:
            place = reply.given("location")
            self.open[place] = b""
            self.check_stands(place, reply, 202)

    @some_pushed
    @rule(number=NUMBERS, which=PLACES, delete=st.booleans())
    def pull(self, number: int, which: int, delete: bool) -> None:
        """And perhaps delete it first."""
        repository, digest = self.repositories[number], self.pushed[which % len(self.pushed)]
        if delete:
            reply = self.client.ask("DELETE", f"/v2/{repository}/blobs/{digest}")
            there = self.blobs[repository].pop(digest, None) is not None
            assert reply.status == (202 if there else 404)
        self.check_blob(repository, digest)

    @precondition(lambda self: self.restarts > 0 and bool(self.open))
    @rule(kill=st.booleans())
    def restart(self, kill: bool) -> None:
        """Asked to end, or killed: uploads go on where they were."""
        self.restarts -= 1
        self.client.close()
        if kill:
            self.server.kill()
        self.server.restart()


def test_uploads_agree_with_the_model(database_url: str, tmp_path: Path) -> None:
    kept = Kept()
    with Server.start(tmp_path / "data", database_url=database_url, env=UNBOUNDED) as server:
        Uploads.server, Uploads.kept = server, kept
        run_state_machine_as_test(
            Uploads,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                derandomize=not FULL,
                suppress_health_check=list(HealthCheck),
            ),
        )
        promises = Promises(blobs={(name, digest) for name, blobs in kept.blobs.items() for digest in blobs})
        assert violations(server.data, database_url, promises) == []
        assert '"message":"request failed"' not in server.log()
