"""What belongs to another artifact: signatures, bills of materials, accelerated forms, whatever names a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roadstead.domain.catalog.kinds import SBOM_TYPE
from roadstead.domain.catalog.model import Accessory
from roadstead.oci.digest import digest_fault
from roadstead.oci.manifest import Manifest

COSIGN = "signature.cosign"
NOTATION = "signature.notation"
SBOM = "sbom.harbor"
NYDUS = "accelerator.nydus"
OTHER = "subject.accessory"

# Artifact types, configuration and layer media types, as their projects publish them.
_KINDS = {
    "application/vnd.cncf.notary.signature": NOTATION,
    "application/vnd.cncf.notary.v2.signature": NOTATION,
    "application/vnd.dev.cosign.artifact.sig.v1+json": COSIGN,
    "application/vnd.dev.cosign.simplesigning.v1+json": COSIGN,
    SBOM_TYPE: SBOM,
}
_BUNDLE = "application/vnd.dev.sigstore.bundle"
_BUNDLE_OF = "dev.sigstore.bundle.predicateType"
_BUNDLE_SIGNS = "https://sigstore.dev/cosign/sign/v1"

_ACCELERATION = "io.goharbor.artifact.v1alpha1.acceleration."
_NYDUS_LAYER = "containerd.io/snapshot/nydus-bootstrap"

_TAG = re.compile(r"sha256-(?P<hex>[0-9a-f]{64})\.(?P<what>sig|att|sbom)")
"""cosign's form from before manifests had a subject."""


def accessory(manifest: Manifest, digest: str, tags: Iterable[str] = ()) -> Accessory | None:
    """What the manifest of this digest is to another one, by what it says and by the tags that it gets."""
    named = [_by_subject(manifest), _by_annotation(manifest), *map(by_tag, tags)]
    return next((one for one in named if one is not None and one.of != digest), None)


def by_tag(tag: str) -> Accessory | None:
    """What is tagged in cosign's form, such as `sha256-HEX.sig`."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return None
    return Accessory(COSIGN if found["what"] == "sig" else OTHER, f"sha256:{found['hex']}")


def _by_subject(manifest: Manifest) -> Accessory | None:
    if manifest.subject is None:
        return None
    kinds = (_KINDS[one] for one in _types(manifest) if one in _KINDS)
    kind = NYDUS if _is_nydus(manifest) else COSIGN if _is_signing_bundle(manifest) else next(kinds, OTHER)
    return Accessory(kind, manifest.subject.digest)


def _by_annotation(manifest: Manifest) -> Accessory | None:
    """Accelerated images name their source in annotations."""
    source = manifest.annotations.get(f"{_ACCELERATION}source.digest")
    if source is None or digest_fault(source) is not None or not _is_nydus(manifest):
        return None
    return Accessory(NYDUS, source)


def _types(manifest: Manifest) -> Iterator[str]:
    if manifest.artifact_type:
        yield manifest.artifact_type
    if manifest.config:
        yield manifest.config.media_type
    for layer in manifest.layers[:1]:
        yield layer.media_type


def _is_nydus(manifest: Manifest) -> bool:
    names = (manifest.annotations.get(f"{_ACCELERATION}{word}") for word in ("type", "driver.name"))
    return "nydus" in names or any(_NYDUS_LAYER in (layer.annotations or {}) for layer in manifest.layers)


def _is_signing_bundle(manifest: Manifest) -> bool:
    """Bundles of sigstore hold signatures or other statements."""
    is_bundle = (manifest.artifact_type or "").startswith(_BUNDLE)
    return is_bundle and manifest.annotations.get(_BUNDLE_OF, _BUNDLE_SIGNS) == _BUNDLE_SIGNS
