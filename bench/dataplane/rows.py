"""The table: what each row does to a server, and the goal it has."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass

from bench.dataplane.maker import Load, Maker
from bench.dataplane.peers import Peer
from bench.dataplane.seed import BIG, MANY, STORM, Content, Image, now

CONNECTIONS = 32  # of the small requests
_fresh = itertools.count()  # tags that nobody has used yet


@dataclass
class Side:
    """One server, its content and the load maker."""

    peer: Peer
    content: Content
    maker: Maker


Work = Callable[[Side], Load]


@dataclass(frozen=True)
class Row:
    """One row: its work, the figure compared (per_second or mb_per_second), the goals of the ratios."""

    name: str
    about: str
    work: Work
    figure: str
    goal: float | None
    memory_goal: float | None = None


def small(method: str, path: Callable[[Image], str]) -> Work:
    """Small requests over every repository, tag and token."""

    def work(side: Side) -> Load:
        lines = [
            f"{method} /v2/{image.repository}/{path(image)} {side.peer.tokens.of(image.repository, number)}"
            for number, image in enumerate(side.content.images)
        ]
        random.Random(7).shuffle(lines)
        seconds = side.content.scale.seconds
        return side.maker.run(side.peer, "requests", lines, clients=CONNECTIONS, seconds=seconds)

    return work


def tags(side: Side) -> Load:
    """Whole lists of very many tags, by all who may."""
    lines = [
        f"GET /v2/{name}/tags/list {side.peer.tokens.of(name, number)}"
        for number, name in enumerate([*MANY, *reversed(MANY)])
    ]
    seconds = side.content.scale.seconds
    return side.maker.run(side.peer, "requests", lines, clients=8, seconds=seconds)


def download(clients: int) -> Work:
    """Large blobs, read to the end."""

    def work(side: Side) -> Load:
        lines = [
            f"/v2/{BIG}/blobs/{digest} {side.peer.tokens.of(BIG, number)}"
            for number, digest in enumerate(side.content.bigs)
        ]
        count = side.content.scale.transfers * (1 if clients == 1 else 2)
        return side.maker.run(side.peer, "download", lines, clients=clients, count=count)

    return work


def upload(mode: str, clients: int) -> Work:
    """Large blobs nobody has seen, in several repositories."""

    def work(side: Side) -> Load:
        began = now()
        lines = [
            f"{name} {side.peer.tokens.of(name, number)}" for number, name in enumerate(side.content.repositories[:8])
        ]
        scale = side.content.scale
        count = max(scale.transfers // 2, clients) * (1 if clients == 1 else 2)
        load = side.maker.run(side.peer, "upload", lines, clients=clients, count=count, size=scale.big, mode=mode)
        side.peer.drop_since(began, scale.big)
        return load

    return work


def images(side: Side) -> Load:
    """Small images under fresh tags: a blob, then the manifest; the configuration is there."""
    scale, names = side.content.scale, side.content.repositories
    lines = []
    for number in range(scale.images):
        name = names[number % len(names)]
        lines.append(f"{name} fresh-{next(_fresh)} {side.peer.tokens.of(name, number)}")
    return side.maker.run(side.peer, "push", lines, clients=8, size=scale.small)


def pull_storm(side: Side) -> Load:
    """L1: all pull one image at once, token and all."""
    lines = [f"{STORM} all {side.peer.tokens.credential(STORM, number)}" for number in range(2)]
    return side.maker.run(side.peer, "pull", lines, strict=False, clients=side.content.scale.pulls)


def push_storm(side: Side) -> Load:
    """L2: all push an image of their own at once."""
    scale, names = side.content.scale, side.content.repositories
    lines = []
    for number in range(scale.pushes):
        name = names[number % len(names)]
        credential = side.peer.tokens.credential(name, number)
        lines.append(f"{name} storm-{next(_fresh)} {credential}")
    return side.maker.run(
        side.peer, "push", lines, strict=False, clients=scale.pushes, size=scale.layer, layers=2, config=True
    )


def _by_tag(image: Image) -> str:
    return f"manifests/{image.tag}"


def _by_digest(image: Image) -> str:
    return f"manifests/{image.digest}"


def _layer(image: Image) -> str:
    return f"blobs/{image.layer}"


RATE, BYTES = "per_second", "mb_per_second"

ROWS = [
    Row("tag", "GET manifest by tag", small("GET", _by_tag), RATE, 7.5),
    Row("head", "HEAD manifest by tag", small("HEAD", _by_tag), RATE, 7.5),
    Row("digest", "GET manifest by digest", small("GET", _by_digest), RATE, 6.5),
    Row("blob", "GET blob of 4 KB", small("GET", _layer), RATE, 28),
    Row("download1", "GET blob of 100 MB, 1 client", download(1), BYTES, 1.4),
    Row("download8", "the same, 8 clients", download(8), BYTES, 1.5, memory_goal=1),
    Row("put1", "push 100 MB: POST, PUT; 1 client", upload("put", 1), BYTES, 1.6),
    Row("put4", "the same, 4 clients", upload("put", 4), BYTES, 1.6, memory_goal=1),
    Row("patch1", "push 100 MB: POST, PATCH, PUT; 1 client", upload("patch", 1), BYTES, 1.6),
    Row("patch4", "the same, 4 clients", upload("patch", 4), BYTES, 1.6, memory_goal=1),
    Row("chunked1", "push 100 MB: PATCH in chunked encoding; 1 client", upload("chunked", 1), BYTES, 1.6),
    Row("chunked4", "the same, 4 clients", upload("chunked", 4), BYTES, 1.4, memory_goal=1),
    Row("images", "pushes of small images, 8 clients", images, RATE, 2.3),
    Row("tags", "list of 10,000 tags", tags, RATE, 5),
]

STORMS = [
    Row("L1", "1,000 pulls of one image at once", pull_storm, RATE, None),
    Row("L2", "200 pushes at once", push_storm, RATE, None),
]


@dataclass(frozen=True)
class Crowd:
    """Connections that do next to nothing: the rows named stay above 0.9 of what they are alone."""

    name: str
    about: str
    flags: Callable[[Content], dict[str, object]]
    rows: tuple[str, ...] = ("tag", "download1", "put1")
    goal: float = 0.9

    def lines(self, side: Side) -> list[str]:
        """Where they go: the large blobs' repository."""
        return [f"{BIG} {digest} {side.peer.tokens.of(BIG, 0)}" for digest in side.content.bigs]


CROWDS = [
    Crowd("idle", "1,000 idle connections", lambda c: {"idle": c.scale.idle}),
    Crowd(
        "slow",
        "200 slow clients: half upload, half read, a byte a second",
        lambda c: {"slow_uploads": c.scale.slow // 2, "slow_downloads": c.scale.slow // 2},
    ),
]

GROWTH = ("tag", "head", "digest", "blob", "images", "tags")
GROWTH_GOAL = 0.9
