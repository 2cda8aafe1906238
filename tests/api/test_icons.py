"""Icons: pictures of our own, by their digests."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ElementTree

from roadstead.api.icons import icon_of
from tests.support import content
from tests.support.api import Api

KINDS = ["IMAGE", "CHART", "CNAB", "WASM", "CNAI", "SBOM", "ROCKET", "UNKNOWN", None]
ACCESSORIES = ["signature.cosign", "signature.notation", "sbom.harbor", "accelerator.nydus", "subject.accessory"]


def test_anybody_sees_the_icon_of_each_kind(nobody: Api) -> None:
    seen = set()
    for kind in (*KINDS, *ACCESSORIES):
        answer = nobody.get(f"/icons/{icon_of(kind)}")
        assert answer.status == 200
        assert set(answer.json) == {"content-type", "content"}
        assert answer.json["content-type"] == "image/svg+xml"
        picture = base64.b64decode(answer.json["content"])
        assert content.digest(picture) == icon_of(kind)
        assert ElementTree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
        seen.add(picture)
    assert len(seen) == 10


def test_icons_that_are_not_there(nobody: Api) -> None:
    assert nobody.get(f"/icons/{content.absent()}").error[:2] == (404, "NOT_FOUND")
    for wrong in ("sha256:abc", "latest", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "..%2fpictures"):
        assert nobody.get(f"/icons/{wrong}").error[:2] == (400, "BAD_REQUEST")
