"""Manifest bodies in the shapes that build tools write them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from roadstead.oci import mediatypes


def digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def descriptor(text: str, media_type: str = mediatypes.OCI_LAYER_GZIP, **more: Any) -> dict[str, Any]:
    """A descriptor of the blob that is `text`."""
    return {"mediaType": media_type, "digest": digest(text), "size": len(text), **more}


def image(**more: Any) -> dict[str, Any]:
    """An OCI image manifest with two layers; `more` replaces or adds fields, `...` takes one away."""
    return _document(
        {
            "schemaVersion": 2,
            "mediaType": mediatypes.OCI_MANIFEST,
            "config": descriptor("config", mediatypes.OCI_CONFIG),
            "layers": [descriptor("base"), descriptor("application")],
        },
        more,
    )


def index(**more: Any) -> dict[str, Any]:
    """An OCI index with one child; `more` as in `image`."""
    child = descriptor(
        "child", mediatypes.OCI_MANIFEST, platform={"architecture": "arm64", "os": "linux", "variant": "v8"}
    )
    return _document({"schemaVersion": 2, "mediaType": mediatypes.OCI_INDEX, "manifests": [child]}, more)


def encode(document: object) -> bytes:
    return json.dumps(document).encode()


def _document(fields: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (fields | more).items() if value is not ...}
