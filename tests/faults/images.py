"""Small images in memory, each unlike all others."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar"


def digest_of(content: bytes) -> str:
    """`sha256:…`."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Image:
    """An image of a config and layers; `manifest` is its bytes."""

    config: bytes
    layers: tuple[bytes, ...]
    manifest: bytes
    media_type: str = MANIFEST

    @property
    def digest(self) -> str:
        """The manifest's digest."""
        return digest_of(self.manifest)

    @property
    def blobs(self) -> tuple[bytes, ...]:
        """All that is pushed before the manifest."""
        return (self.config, *self.layers)


def make_image(*sizes: int, padding: int = 0) -> Image:
    """An image with layers of these sizes in bytes, of noise; `padding` bytes of noise in its manifest."""
    config = json.dumps({"architecture": "amd64", "os": "linux", "author": secrets.token_hex(8)}).encode()
    layers = tuple(secrets.token_bytes(size) for size in sizes)
    document = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {**_descriptor(CONFIG, config), "annotations": {"noise": secrets.token_hex(padding // 2)}},
        "layers": [_descriptor(LAYER, layer) for layer in layers],
    }
    return Image(config, layers, json.dumps(document).encode())


def _descriptor(media_type: str, content: bytes) -> dict[str, object]:
    return {"mediaType": media_type, "digest": digest_of(content), "size": len(content)}
