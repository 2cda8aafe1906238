"""A storm: two processes push, retag, delete and pull random images that share layers while collection never pauses.

`python -m tests.faults.storm --seconds 1800 [--seed N] [--postgres]` runs it by hand; `test_storm.py` for a short time.
What a process does follows from the seed alone; what meets what is the machine's choice.

Each thread of a process owns repositories, and knows what is in them: whatever was acknowledged there must come back,
whole, at every pull. Layers come from one small pool, so that what one deletes another is just pushing or mounting.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.checker import Promises, violations
from tests.faults.client import CUT, Client
from tests.faults.collecting import ENVIRONMENT, begin, drain
from tests.faults.images import CONFIG, LAYER, MANIFEST, Image, digest_of
from tests.support.census import rows
from tests.support.postgres import Postgres
from tests.support.server import Server

PROCESSES, THREADS, REPOSITORIES = 2, 3, 2
POOL, TAGS = 400, 3
TRIES = 30
UNKEPT = (
    "SELECT digest FROM blob b WHERE NOT EXISTS (SELECT 1 FROM manifest_blob k WHERE k.blob_id = b.id)"
    " AND NOT EXISTS (SELECT 1 FROM trash_blob k WHERE k.blob_id = b.id)"
)


def layer(number: int) -> bytes:
    """One of the pool: from 100 bytes to some 50 KB."""
    return random.Random(number).randbytes(100 + (number % 40) ** 2 * 30)


def image(numbers: Sequence[int], name: str) -> Image:
    """An image of these layers."""
    config = json.dumps({"architecture": "amd64", "os": "linux", "author": name}).encode()
    layers = tuple(layer(number) for number in numbers)
    document = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {"mediaType": CONFIG, "digest": digest_of(config), "size": len(config)},
        "layers": [{"mediaType": LAYER, "digest": digest_of(one), "size": len(one)} for one in layers],
    }
    return Image(config, layers, json.dumps(document).encode())


@dataclass
class Weather:
    """One thread: its repositories, and what is in them."""

    clients: list[Client]
    others: list[str]
    dice: random.Random
    tags: dict[tuple[int, str], Image] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)

    def step(self) -> None:
        """One thing that a user does."""
        where = self.dice.randrange(len(self.clients))
        deed = self.dice.choices((self.push, self.retag, self.delete, self.pull), (4, 1, 4, 6))[0]
        deed(where)
        self.done[deed.__name__] += 1

    def push(self, where: int) -> None:
        """An image of pooled layers, each sent or mounted; what a manifest misses is sent again."""
        tag = f"t{self.dice.randrange(TAGS)}"
        some = image(self.dice.sample(range(POOL), self.dice.randint(1, 4)), f"a{self.dice.randrange(2_000)}")
        mounting = self.dice.random() < 0.3
        source = self.dice.choice(self.others)
        client = self.clients[where]
        for attempt in range(TRIES):
            for blob in some.blobs:
                self.send(client, blob, source if mounting else None, again=attempt > 0)
            reply = client.ask("PUT", f"manifests/{tag}", some.manifest, {"content-type": MANIFEST})
            if reply.status == 201:
                self.tags[where, tag] = some
                return
            assert b"MANIFEST_BLOB_UNKNOWN" in reply.body, reply
            self.done["sent again"] += 1
            mounting = False
        raise AssertionError(f"{client.repository}:{tag} was refused {TRIES} times: {reply}")

    def send(self, client: Client, blob: bytes, source: str | None, *, again: bool) -> None:
        """As clients do: not what is there, mounted where it can be. Where a lease ended meanwhile, `again`."""
        digest = digest_of(blob)
        if not again and client.ask("HEAD", f"blobs/{digest}").status == 200:
            return
        if source is not None:
            reply = client.ask("POST", f"blobs/uploads/?mount={digest}&from={source}")
            if reply.status == 201:
                self.done["mounted"] += 1
                return
            assert reply.status == 202, reply
            reply = client.finish(reply.headers["location"], digest, blob)
        else:
            reply = client.push_blob(blob)
        assert reply.status == 201, reply

    def retag(self, where: int) -> None:
        """A tag of the repository names what another does."""
        mine = sorted(tag for at, tag in self.tags if at == where)
        if not mine:
            return
        some, tag = self.tags[where, self.dice.choice(mine)], f"t{self.dice.randrange(TAGS)}"
        reply = self.clients[where].ask("PUT", f"manifests/{tag}", some.manifest, {"content-type": MANIFEST})
        assert reply.status == 201, reply
        self.tags[where, tag] = some

    def delete(self, where: int) -> None:
        """An image with all its tags."""
        mine = sorted(tag for at, tag in self.tags if at == where)
        if not mine:
            return
        digest = self.tags[where, self.dice.choice(mine)].digest
        reply = self.clients[where].ask("DELETE", f"manifests/{digest}")
        assert reply.status == 202, reply
        for at, tag in list(self.tags):
            if at == where and self.tags[at, tag].digest == digest:
                del self.tags[at, tag]

    def pull(self, where: int) -> None:
        """By tag, every byte."""
        mine = sorted(tag for at, tag in self.tags if at == where)
        if mine:
            tag = self.dice.choice(mine)
            self.clients[where].check_pull(self.tags[where, tag], tag)


def blow(environment: dict[str, str], address: str, number: int, seed: int, seconds: float) -> dict[str, object]:
    """One process: its threads until the time is over; what was done, what is there, what went wrong."""
    server = Server(Path(environment["ROADSTEAD_DATA"]), tls=False, environment=environment, args=[])
    server.port = int(address.rpartition(":")[2])
    names = [[f"library/storm-{number}-{t}-{r}" for r in range(REPOSITORIES)] for t in range(THREADS)]
    everybody = [f"library/storm-{p}-{t}-{r}" for p in range(PROCESSES) for t in range(THREADS) for r in range(2)]
    weathers = [
        Weather(
            [_client(server, name, everybody) for name in own], everybody, random.Random(seed * 100 + number * 10 + t)
        )
        for t, own in enumerate(names)
    ]
    ending, wrong = time.monotonic() + seconds, list[str]()

    def run(weather: Weather) -> None:
        renewed = time.monotonic()
        try:
            while time.monotonic() < ending and not wrong:
                if time.monotonic() - renewed > 600:
                    for client in weather.clients:
                        client.token = _token(server, client.repository, everybody)
                    renewed = time.monotonic()
                weather.step()
        except (AssertionError, *CUT, OSError) as e:
            wrong.append(f"{type(e).__name__}: {e} after {sum(weather.done.values())} steps"[:2_000])

    threads = [threading.Thread(target=run, args=[weather]) for weather in weathers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    there = [
        [weather.clients[at].repository, tag, some.digest]
        for weather in weathers
        for (at, tag), some in weather.tags.items()
    ]
    return {"done": dict(sum((weather.done for weather in weathers), Counter())), "there": there, "wrong": wrong}


def _client(server: Server, name: str, everybody: list[str]) -> Client:
    client = Client(server, name)
    client.token = _token(server, name, everybody)
    return client


def _token(server: Server, name: str, everybody: list[str]) -> str:
    scopes = [f"repository:{name}:pull,push,delete", *(f"repository:{one}:pull" for one in everybody if one != name)]
    return server.token(" ".join(scopes))


def storm(servers: Sequence[Server], seed: int, seconds: float) -> dict[str, int]:
    """The storm over these nodes of one system, then the drain. Raises AssertionError for whatever does not hold."""
    collecting = begin(servers[0], "forever")
    command = [sys.executable, "-m", "tests.faults.storm", "--seed", str(seed), "--seconds", str(seconds)]
    processes = []
    for number in range(PROCESSES):
        node = servers[number % len(servers)]
        words = [*command, "--process", str(number), "--address", node.host]
        processes.append(subprocess.Popen(words, env=node.environment, stdout=subprocess.PIPE, text=True))
    told = [json.loads(process.communicate()[0]) for process in processes]
    collecting.terminate()
    said, errors = collecting.communicate(timeout=120)
    assert collecting.returncode == 0, errors
    print(errors, end="", file=sys.stderr)
    wrong = [line for one in told for line in one["wrong"]]
    assert not wrong, f"seed {seed}: " + "\n".join(wrong)
    promises = Promises()
    for repository, tag, digest in (place for one in told for place in one["there"]):
        promises.manifests.add((repository, digest))
        promises.tags[repository, tag] = {digest}
    drain(servers[0])
    found = violations(servers[0].data, servers[0].environment.get("ROADSTEAD_DATABASE_URL"), promises)
    found += [f"I3 blob {digest}: nothing keeps it" for (digest,) in rows(servers[0], UNKEPT)]
    assert not found, f"seed {seed}: " + "\n".join(found)
    done = sum((Counter(one["done"]) for one in told), Counter[str]())
    worked = json.loads(said)
    return {"seed": seed, **done, "collections": worked["collections"], "collected": worked["purged_blobs"]}


def main() -> None:
    """By hand, on SQLite with one node or on PostgreSQL with two."""
    options = _options()
    if options.process is not None:
        told = blow(dict(os.environ), options.address, options.process, options.seed, options.seconds)
        print(json.dumps(told))
        return
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="roadstead-storm-", ignore_cleanup_errors=True) as folder:
        data, postgres = Path(folder) / "data", Postgres() if options.postgres else None
        if postgres is None:
            with Server.start(data, env=ENVIRONMENT) as node:
                print(json.dumps(storm([node], options.seed, options.seconds)))
            return
        postgres.start()
        try:
            url = postgres.fresh()
            with (
                Server.start(data, database_url=url, env=ENVIRONMENT) as one,
                Server.start(data, database_url=url, env=ENVIRONMENT) as two,
            ):
                print(json.dumps(storm([one, two], options.seed, options.seconds)))
        finally:
            postgres.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.faults.storm", description=__doc__)
    parser.add_argument("--seconds", type=float, default=1_800.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--postgres", action="store_true", help="two nodes on a PostgreSQL of its own")
    parser.add_argument("--process", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--address", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
