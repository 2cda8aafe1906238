"""What an artifact is, by the media types that its project publishes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.domain.catalog.kinds import kind_of
from roadstead.oci import mediatypes
from roadstead.oci.manifest import parse_manifest
from tests.support.content import EMPTY, artifact, descriptor, docker_image, image, index, typed

WASM_LAYER = descriptor(b"\0asm", "application/vnd.wasm.content.layer.v1+wasm")
VARIANT = {"module.wasm.image/variant": "compat"}
OLD_CNAB = {"org.opencontainers.artifactType": "application/vnd.cnab.manifest.v1"}

KINDS: dict[str, tuple[bytes, str]] = {
    "an OCI image": (image(b"layer"), "IMAGE"),
    "a Docker image": (docker_image(b"layer"), "IMAGE"),
    "an index of images": (index(image()), "IMAGE"),
    "a Docker list": (index(docker_image(), media_type=mediatypes.DOCKER_LIST), "IMAGE"),
    "an image with a type of its own": (image(artifactType="application/vnd.example.thing"), "IMAGE"),
    "a Helm chart": (typed("application/vnd.cncf.helm.config.v1+json"), "CHART"),
    "a CNAB bundle": (index(image(), annotations=OLD_CNAB), "CNAB"),
    "a CNAB bundle by its type": (index(image(), artifactType="application/vnd.cnab.manifest.v1"), "CNAB"),
    "a CNAB bundle's own image": (typed("application/vnd.cnab.config.v1+json"), "CNAB"),
    "WASM with a configuration": (typed("application/vnd.wasm.config.v0+json"), "WASM"),
    "WASM in the form of an image": (image(annotations=VARIANT), "WASM"),
    "WASM, said of the layer": (image(layers=[{**WASM_LAYER, "annotations": VARIANT}]), "WASM"),
    "an AI model": (typed("application/vnd.cncf.model.config.v1+json"), "CNAI"),
    "an AI model by its type": (artifact("application/vnd.cncf.model.manifest.v1+json"), "CNAI"),
    "an AI model of before": (typed("application/vnd.cnai.model.config.v1+json"), "CNAI"),
    "a bill of materials": (artifact("application/vnd.goharbor.harbor.sbom.v1"), "SBOM"),
    "a policy": (typed("application/vnd.cncf.openpolicyagent.config.v1+json"), "OPENPOLICYAGENT"),
    "a Docker plugin": (typed("application/vnd.docker.plugin.v1+json"), "PLUGIN"),
    "anything with a type": (artifact("application/vnd.acme.rocket.v2"), "ROCKET"),
    "a name of two words": (typed("application/vnd.vmware.paih.model.config.v1+json"), "PAIH.MODEL"),
    "an index with a type": (index(image(), artifactType="application/vnd.example.set"), "SET"),
    "a type that names nothing": (artifact("application/spdx+json"), "UNKNOWN"),
    "a type of nobody": (typed("application/vnd.unknown.config.v1+json"), "UNKNOWN"),
    "a configuration of nothing": (typed("application/vnd.acme.config.v1+json"), "UNKNOWN"),
    "text": (typed("text/plain", EMPTY), "UNKNOWN"),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_known(name: str) -> None:
    body, kind = KINDS[name]
    assert kind_of(parse_manifest(body, None)) == kind


@given(st.text(min_size=1, max_size=255).filter(lambda text: "\0" not in text and text != mediatypes.OCI_EMPTY))
def test_any_type_has_a_kind(media_type: str) -> None:
    assert kind_of(parse_manifest(typed(media_type), None))
