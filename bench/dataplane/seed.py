"""The content both servers hold: the same bytes, pushed over their own HTTP API."""

from __future__ import annotations

import random
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import msgspec

from bench.dataplane import web
from bench.dataplane.maker import Maker
from bench.dataplane.peers import PROJECTS, Peer

MANY = [f"bench{number}/many" for number in range(4)]  # the repositories with very many tags
BIG = "bench1/big"  # that of the large blobs
STORM = "bench2/storm"  # that of the image which all pull at once


@dataclass(frozen=True)
class Scale:
    """How much content, and how long a run is."""

    repositories: int = 200
    tags: int = 20
    many: int = 10_000  # tags of each of some repositories
    small: int = 4 << 10  # bytes of a small blob
    big: int = 100 << 20  # bytes of a large one
    bigs: int = 8
    layer: int = 1 << 20  # bytes of each of three layers of the image all pull
    seconds: float = 3.0  # of a run of small requests
    transfers: int = 16  # large blobs of a run with 1 client; twice as many with more
    images: int = 600  # small images of a run
    pulls: int = 1_000
    pushes: int = 200
    idle: int = 1_000
    slow: int = 200
    patience: float = field(default=10.0, compare=False)  # seconds to wait before a run for a quiet machine


QUICK = Scale(
    repositories=24,
    tags=5,
    many=500,
    big=16 << 20,
    bigs=2,
    layer=64 << 10,
    seconds=0.5,
    transfers=4,
    images=80,
    pulls=100,
    pushes=40,
    idle=100,
    slow=100,
    patience=0,
)


@dataclass(frozen=True)
class Image:
    """A small image of the content: one layer, the shared configuration."""

    repository: str
    tag: str
    digest: str
    layer: str


@dataclass(frozen=True)
class Content:
    """What a seeded server holds."""

    scale: Scale
    images: list[Image]
    bigs: list[str]  # digests of the large blobs

    @property
    def repositories(self) -> list[str]:
        """All with small images, in the order of their names."""
        return sorted({image.repository for image in self.images})

    @property
    def all(self) -> list[str]:
        """Every repository a row asks something of."""
        return [*self.repositories, *MANY, BIG, STORM]


def repository(number: int) -> str:
    """Repositories go round the projects."""
    return f"bench{number % PROJECTS}/app-{number:03d}"


def seed(peer: Peer, maker: Maker, scale: Scale) -> Content:
    """Fill a fresh server, or say what a filled one holds. Raises LoadError when a push is refused."""
    note = peer.folder / "content.json"
    if note.exists():
        content = msgspec.json.decode(note.read_bytes(), type=Content)
        if content.scale != scale:
            raise RuntimeError(f"{peer.folder} holds content of another scale: take another --work")
        return replace(content, scale=scale)
    names = [repository(number) for number in range(scale.repositories)]
    peer.tokens.ready([*names, *MANY, BIG, STORM])
    images = _images(peer, maker, scale, names)
    for name in MANY:
        _many(peer, maker, scale, name)
    bigs = maker.run(
        peer,
        "upload",
        [f"{BIG} {peer.tokens.of(BIG, 0)}"],
        clients=2,
        count=scale.bigs,
        size=scale.big,
        seed=3,
    ).digests
    storm = [f"{STORM} all {peer.tokens.of(STORM, 0)}"]
    maker.run(peer, "push", storm, layers=3, size=scale.layer, config=True, seed=4)
    content = Content(scale, images, bigs)
    note.write_bytes(msgspec.json.encode(asdict(content)))
    return content


def _images(peer: Peer, maker: Maker, scale: Scale, names: list[str]) -> list[Image]:
    """The first tag of each repository brings the configuration, the others find it there."""
    images: list[Image] = []
    rest = [(name, tag) for tag in range(1, scale.tags) for name in names]
    for number, batch in enumerate(([(name, 0) for name in names], rest), start=1):
        lines = [f"{name} v{tag} {peer.tokens.of(name, tag)}" for name, tag in batch]
        images += pushed(peer, maker, lines, scale.small, number, config=number == 1)
    return images


def pushed(peer: Peer, maker: Maker, lines: list[str], size: int, number: int, *, config: bool) -> list[Image]:
    """Push small images whose bytes the seed `number` fixes."""
    out = Path(peer.folder / "pushed")
    maker.run(peer, "push", lines, clients=8, size=size, seed=number, config=config, out=out)
    return [Image(*line.split()) for line in out.read_text().splitlines()]


def _many(peer: Peer, maker: Maker, scale: Scale, name: str) -> None:
    """One manifest under very many tags, in no order."""
    token = peer.tokens.of(name, 0)
    maker.run(peer, "push", [f"{name} first {token}"], size=scale.small, config=True, seed=5)
    bearer = None if token == "-" else f"Bearer {token}"
    body = peer.folder / "manifest.json"
    body.write_bytes(web.get(f"{peer.url}/v2/{name}/manifests/first", bearer))
    tags = [f"build-{number:06d}" for number in range(1, scale.many)]
    random.Random(1).shuffle(tags)
    lines = [f"PUT /v2/{name}/manifests/{tag} {token}" for tag in tags]
    maker.run(peer, "requests", lines, clients=8, body=body, want=201)


def now() -> float:
    """The clock of file times."""
    return time.time()
