"""Writes OCI image layouts on disk, the same bytes every time (image-spec v1.1, image-layout.md)."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar"
FOREIGN_LAYER = "application/vnd.oci.image.layer.nondistributable.v1.tar"


@dataclass(frozen=True)
class Descriptor:
    """What points at content: its media type, digest and size in bytes, and what else is said of it."""

    media_type: str
    digest: str
    size: int
    more: Mapping[str, object] = field(default_factory=dict)

    def json(self) -> dict[str, object]:
        """The descriptor as manifests carry it."""
        return {"mediaType": self.media_type, "digest": self.digest, "size": self.size, **self.more}


@dataclass(frozen=True)
class Layer:
    """A layer's descriptor and the digest of its tar, which differs when it is compressed."""

    descriptor: Descriptor
    diff_id: str


def digest_of(content: bytes) -> str:
    """`sha256:…` of the content."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def tar(files: Mapping[str, bytes]) -> bytes:
    """A tar of the files, owned by root and dated 1970."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


class Layout:
    """An OCI image layout at `root`: blobs are added, then images and indexes of them, then a tag is set."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.blobs = root / "blobs" / "sha256"
        self.blobs.mkdir(parents=True)
        (root / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')

    def add(self, media_type: str, content: bytes) -> Descriptor:
        """Store the content as a blob."""
        digest = digest_of(content)
        (self.blobs / digest.removeprefix("sha256:")).write_bytes(content)
        return Descriptor(media_type, digest, len(content))

    def add_pieces(self, media_type: str, pieces: Iterable[bytes]) -> Descriptor:
        """Store content too large for memory, given in pieces."""
        sha256, size = hashlib.sha256(), 0
        making = self.root / "making"
        with making.open("wb") as out:
            for piece in pieces:
                sha256.update(piece)
                size += out.write(piece)
        making.rename(self.blobs / sha256.hexdigest())
        return Descriptor(media_type, f"sha256:{sha256.hexdigest()}", size)

    def layer(self, files: Mapping[str, bytes]) -> Layer:
        """A gzip layer of the files."""
        content = tar(files)
        return Layer(self.add(f"{LAYER}+gzip", gzip.compress(content, mtime=0)), digest_of(content))

    def image(self, layers: Sequence[Layer], platform: str = "linux/amd64") -> Descriptor:
        """An image of the layers, with its configuration; the descriptor carries the platform."""
        system, _, architecture = platform.partition("/")
        place = {"architecture": architecture, "os": system}
        config: dict[str, object] = {
            **place,
            "created": "1970-01-01T00:00:00Z",
            "config": {"Cmd": ["/hello"]},
            "rootfs": {"type": "layers", "diff_ids": [layer.diff_id for layer in layers]},
            "history": [{"created": "1970-01-01T00:00:00Z", "created_by": f"layer {n}"} for n in range(len(layers))],
        }
        manifest = self._manifest(
            MANIFEST,
            config=self.add(CONFIG, json.dumps(config).encode()).json(),
            layers=[layer.descriptor.json() for layer in layers],
        )
        return Descriptor(manifest.media_type, manifest.digest, manifest.size, {"platform": place})

    def index(self, manifests: Sequence[Descriptor]) -> Descriptor:
        """An index of images, or of further indexes."""
        return self._manifest(INDEX, manifests=[manifest.json() for manifest in manifests])

    def tag(self, manifest: Descriptor, name: str) -> None:
        """Make `name` the layout's only tag."""
        named = {**manifest.json(), "annotations": {"org.opencontainers.image.ref.name": name}}
        top = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [named]}
        (self.root / "index.json").write_text(json.dumps(top))

    def _manifest(self, media_type: str, **parts: object) -> Descriptor:
        content = {"schemaVersion": 2, "mediaType": media_type, **parts}
        return self.add(media_type, json.dumps(content).encode())


def contents(root: Path) -> dict[str, str]:
    """Every blob of a layout that a client wrote: the digest in its name → the digest of its bytes."""
    found = {}
    for blob in (root / "blobs" / "sha256").iterdir():
        with blob.open("rb") as content:
            found[blob.name] = hashlib.file_digest(content, "sha256").hexdigest()
    return found


def top(root: Path) -> str:
    """The digest that a layout's `index.json` names: its only manifest, or the only one with a tag."""
    manifests = json.loads((root / "index.json").read_text())["manifests"]
    (manifest,) = [each for each in manifests if "annotations" in each] or manifests
    return str(manifest["digest"])
