"""What belongs to another artifact, and as what."""

from __future__ import annotations

import pytest

from roadstead.domain.catalog.accessories import accessory, by_tag
from roadstead.domain.catalog.model import Accessory
from roadstead.oci import mediatypes
from roadstead.oci.manifest import parse_manifest
from tests.support.content import absent, artifact, descriptor, digest, image, index, typed

SUBJECT = image(b"subject")
TO = digest(SUBJECT)
POINTER = descriptor(SUBJECT, mediatypes.OCI_MANIFEST)
COSIGN_LAYER = descriptor(b"{}", "application/vnd.dev.cosign.simplesigning.v1+json")
BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json"
ACCELERATION = "io.goharbor.artifact.v1alpha1.acceleration"


NYDUS = {f"{ACCELERATION}.driver.name": "nydus", f"{ACCELERATION}.source.digest": TO}
OLD_NYDUS = {f"{ACCELERATION}.type": "nydus", f"{ACCELERATION}.source.digest": TO}

POINTING: dict[str, tuple[bytes, str]] = {
    "notation": (artifact("application/vnd.cncf.notary.signature", POINTER), "signature.notation"),
    "notation before 1.1": (
        typed("application/vnd.cncf.notary.signature", subject=POINTER),
        "signature.notation",
    ),
    "cosign with a subject": (
        typed("application/vnd.dev.cosign.artifact.sig.v1+json", subject=POINTER),
        "signature.cosign",
    ),
    "cosign by its layer": (image(layers=[COSIGN_LAYER], subject=POINTER), "signature.cosign"),
    "cosign's bundle": (artifact(BUNDLE, POINTER), "signature.cosign"),
    "a bundle that signs": (
        artifact(
            BUNDLE, POINTER, annotations={"dev.sigstore.bundle.predicateType": "https://sigstore.dev/cosign/sign/v1"}
        ),
        "signature.cosign",
    ),
    "a bundle that states": (
        artifact(BUNDLE, POINTER, annotations={"dev.sigstore.bundle.predicateType": "https://slsa.dev/provenance/v1"}),
        "subject.accessory",
    ),
    "a bill of materials": (artifact("application/vnd.goharbor.harbor.sbom.v1", POINTER), "sbom.harbor"),
    "nydus": (image(annotations=NYDUS), "accelerator.nydus"),
    "nydus of before": (image(annotations=OLD_NYDUS), "accelerator.nydus"),
    "nydus with a subject": (
        image(annotations={f"{ACCELERATION}.type": "nydus"}, subject=POINTER),
        "accelerator.nydus",
    ),
    "an index of nydus": (index(image(), annotations=NYDUS), "accelerator.nydus"),
    "anything": (artifact("application/vnd.example.report", POINTER), "subject.accessory"),
    "an image": (image(subject=POINTER), "subject.accessory"),
    "an index": (index(subject=POINTER), "subject.accessory"),
}


@pytest.mark.parametrize("name", POINTING)
def test_each_kind_of_accessory_is_known(name: str) -> None:
    body, kind = POINTING[name]
    assert accessory(parse_manifest(body, None), digest(body)) == Accessory(kind, TO)


@pytest.mark.parametrize(
    ("end", "kind"), [("sig", "signature.cosign"), ("att", "subject.accessory"), ("sbom", "subject.accessory")]
)
def test_cosigns_tags_make_accessories(end: str, kind: str) -> None:
    tag = f"{TO.replace(':', '-')}.{end}"
    body = image(layers=[COSIGN_LAYER])
    assert accessory(parse_manifest(body, None), digest(body), ("v1", tag)) == Accessory(kind, TO)


@pytest.mark.parametrize(
    "tag", ["v1", "sha256-abc.sig", f"sha256-{'a' * 64}", f"sha256-{'A' * 64}.sig", f"x-{'a' * 64}.sig"]
)
def test_other_tags_do_not(tag: str) -> None:
    assert by_tag(tag) is None


def test_what_belongs_to_nothing() -> None:
    for body in (image(), index(image()), image(annotations={f"{ACCELERATION}.source.digest": TO})):
        assert accessory(parse_manifest(body, None), digest(body)) is None
    wrong = image(annotations={**NYDUS, f"{ACCELERATION}.source.digest": "sha256:abc"})
    assert accessory(parse_manifest(wrong, None), digest(wrong)) is None


def test_nothing_belongs_to_itself() -> None:
    body = image()
    assert accessory(parse_manifest(body, None), TO, (f"{TO.replace(':', '-')}.sig",)) is None


def test_the_subject_counts_more_than_the_tag() -> None:
    body = artifact("application/vnd.example.report", POINTER)
    tag = f"{absent().replace(':', '-')}.sig"
    assert accessory(parse_manifest(body, None), digest(body), (tag,)) == Accessory("subject.accessory", TO)
