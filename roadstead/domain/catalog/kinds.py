"""What an artifact is, from its media types alone: `IMAGE`, `CHART`, …, the words that the API uses.

A type that is not known here gives its own name: `application/vnd.acme.rocket.config.v1+json` is a ROCKET.
"""

from __future__ import annotations

import re

from roadstead.oci import mediatypes
from roadstead.oci.manifest import Manifest

IMAGE = "IMAGE"
CHART = "CHART"
CNAB = "CNAB"
WASM = "WASM"
CNAI = "CNAI"
SBOM = "SBOM"
UNKNOWN = "UNKNOWN"

CHART_CONFIG = "application/vnd.cncf.helm.config.v1+json"
SBOM_TYPE = "application/vnd.goharbor.harbor.sbom.v1"
CNAB_TYPE = "application/vnd.cnab.manifest.v1"

# Artifact types and configuration media types, as their projects publish them.
_KNOWN = {
    mediatypes.OCI_CONFIG: IMAGE,
    mediatypes.DOCKER_CONFIG: IMAGE,
    CHART_CONFIG: CHART,
    CNAB_TYPE: CNAB,
    "application/vnd.cnab.config.v1+json": CNAB,
    "application/vnd.wasm.config.v0+json": WASM,
    "application/vnd.wasm.config.v1+json": WASM,
    "application/vnd.cncf.model.manifest.v1+json": CNAI,
    "application/vnd.cncf.model.config.v1+json": CNAI,
    "application/vnd.cnai.model.manifest.v1+json": CNAI,
    "application/vnd.cnai.model.config.v1+json": CNAI,
    SBOM_TYPE: SBOM,
}
_INDEX_TYPE = "org.opencontainers.artifactType"
"""The annotation by which an index said what it is before it had a field for that (CNAB)."""
_WASM_VARIANT = "module.wasm.image/variant"
"""The annotation of modules that are stored in the form of images."""

# vnd. ORGANISATION . NAME [. config] [. version] [+ format]
_OWN_NAME = re.compile(
    r"application/vnd\.(?!oci\.|unknown\.)[^./]+\.(?P<name>[^/+]+?)"
    r"(?:\.(?:config|manifest|artifact))?(?:\.v?[0-9][A-Za-z0-9.-]*)?(?:\+[A-Za-z0-9.-]+)?"
)
_EMPTY_NAMES = {"config", "manifest", "artifact"}


def kind_of(manifest: Manifest) -> str:
    """The kind: one of the words above, or the type's own name in capitals."""
    types = _types(manifest)
    for media_type in types:
        if (kind := _KNOWN.get(media_type)) is not None:
            return WASM if kind == IMAGE and _is_wasm(manifest) else kind
    if manifest.is_index and not types:
        return IMAGE
    return next(filter(None, map(_own_name, types)), UNKNOWN)


def _types(manifest: Manifest) -> list[str]:
    """What the manifest says that it is, the artifact type first."""
    config = manifest.config.media_type if manifest.config else None
    older = manifest.annotations.get(_INDEX_TYPE) if manifest.is_index else None
    return [one for one in (manifest.artifact_type, config, older) if one]


def _is_wasm(manifest: Manifest) -> bool:
    said = [manifest.annotations, *(layer.annotations or {} for layer in manifest.layers)]
    return any(_WASM_VARIANT in annotations for annotations in said)


def _own_name(media_type: str) -> str | None:
    found = _OWN_NAME.fullmatch(media_type)
    return None if found is None or found["name"] in _EMPTY_NAMES else found["name"].upper()
