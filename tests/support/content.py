"""Content that tests push: blobs, and the manifests that name them."""

from __future__ import annotations

import hashlib
import json
import random
from typing import Any

from roadstead.oci import mediatypes

CONFIG = b'{"architecture":"amd64","os":"linux"}'
EMPTY = b"{}"


def noise(name: object, size: int = 300) -> bytes:
    """`size` bytes that do not compress, the same for the same name."""
    return random.Random(str(name)).randbytes(size)


def digest(content: bytes, algorithm: str = "sha256") -> str:
    """`algorithm:hex` of the content."""
    return f"{algorithm}:{hashlib.new(algorithm, content).hexdigest()}"


def absent(name: object = "absent", algorithm: str = "sha256") -> str:
    """A digest of nothing that is ever pushed."""
    return digest(f"never pushed: {name}".encode(), algorithm)


def descriptor(content: bytes, media_type: str, algorithm: str = "sha256", **more: Any) -> dict[str, Any]:
    """What a manifest says of the content."""
    return {"mediaType": media_type, "digest": digest(content, algorithm), "size": len(content), **more}


def image(*layers: bytes, config: bytes = CONFIG, algorithm: str = "sha256", **more: Any) -> bytes:
    """An OCI image manifest's bytes; `more` replaces or adds fields."""
    return encode(
        {
            "schemaVersion": 2,
            "mediaType": mediatypes.OCI_MANIFEST,
            "config": descriptor(config, mediatypes.OCI_CONFIG, algorithm),
            "layers": [descriptor(layer, mediatypes.OCI_LAYER_GZIP, algorithm) for layer in layers],
            **more,
        }
    )


def artifact(kind: str, subject: dict[str, Any] | None = None, **more: Any) -> bytes:
    """An artifact of a type, without files of its own: config and layer are `EMPTY`."""
    empty = descriptor(EMPTY, mediatypes.OCI_EMPTY)
    pointing = {} if subject is None else {"subject": subject}
    return encode(
        {
            "schemaVersion": 2,
            "mediaType": mediatypes.OCI_MANIFEST,
            "artifactType": kind,
            "config": empty,
            "layers": [empty],
            **pointing,
            **more,
        }
    )


def typed(media_type: str, config: bytes = CONFIG, layers: tuple[dict[str, Any], ...] = (), **more: Any) -> bytes:
    """A manifest whose configuration is of the type; its layers are given as descriptors."""
    named = {"config": descriptor(config, media_type), "layers": layers}
    return encode({"schemaVersion": 2, "mediaType": mediatypes.OCI_MANIFEST, **named, **more})


def docker_image(*layers: bytes, config: bytes = CONFIG) -> bytes:
    """A Docker schema 2 image."""
    return encode(
        {
            "schemaVersion": 2,
            "mediaType": mediatypes.DOCKER_MANIFEST,
            "config": descriptor(config, mediatypes.DOCKER_CONFIG),
            "layers": [descriptor(layer, mediatypes.DOCKER_LAYER_GZIP) for layer in layers],
        }
    )


def index(*children: bytes, media_type: str = mediatypes.OCI_INDEX, algorithm: str = "sha256", **more: Any) -> bytes:
    """An index of manifests given as their bytes, each with a platform of its own."""
    listed = [
        descriptor(
            child,
            media_type_of(child),
            algorithm,
            platform={"architecture": f"cpu{number}", "os": "linux"},
        )
        for number, child in enumerate(children)
    ]
    return encode({"schemaVersion": 2, "mediaType": media_type, "manifests": listed, **more})


def encode(document: object) -> bytes:
    """JSON bytes."""
    return json.dumps(document).encode()


def json_of(manifest: bytes) -> dict[str, Any]:
    """The document."""
    found: dict[str, Any] = json.loads(manifest)
    return found


def media_type_of(manifest: bytes) -> str:
    """The media type that a manifest says of itself."""
    return str(json.loads(manifest)["mediaType"])
