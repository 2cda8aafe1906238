"""icon: small pictures of kinds of artifacts, which are our own, by their digests."""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec

from roadstead.api.call import Call
from roadstead.api.guards import ANYONE
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.domain.catalog import accessories, kinds
from roadstead.errors import Refusal
from roadstead.oci.digest import digest_of, parse_digest

SVG = "image/svg+xml"
_FOLDER = Path(__file__).with_name("pictures")
_OF_KIND = {
    kinds.IMAGE: "image",
    kinds.CHART: "chart",
    kinds.CNAB: "cnab",
    kinds.WASM: "wasm",
    kinds.CNAI: "cnai",
    kinds.SBOM: "sbom",
    accessories.COSIGN: "signature",
    accessories.NOTATION: "signature",
    accessories.SBOM: "sbom",
    accessories.NYDUS: "accelerator",
    accessories.OTHER: "accessory",
}


class Icon(msgspec.Struct, frozen=True):
    """As the contract writes it; `content` in base64."""

    content_type: str = msgspec.field(name="content-type")
    content: str


_PICTURES = {file.stem: file.read_bytes() for file in sorted(_FOLDER.glob("*.svg"))}
_DIGESTS = {name: digest_of(picture) for name, picture in _PICTURES.items()}
_ICONS = {_DIGESTS[name]: Icon(SVG, base64.b64encode(picture).decode()) for name, picture in _PICTURES.items()}


def icon_of(kind: str | None) -> str:
    """The digest of the picture of a kind of artifact or accessory."""
    return _DIGESTS[_OF_KIND.get(kind or "", "other")]


@operation("getIcon", ANYONE)
def get_icon(call: Call) -> Reply:
    """A picture that an artifact names."""
    digest = call.text("digest")
    try:
        parse_digest(digest)
    except Refusal as e:
        raise Refusal("BAD_REQUEST", f"digest: {e.message}") from None
    icon = _ICONS.get(digest)
    if icon is None:
        raise Refusal("NOT_FOUND", f"icon {digest} not found")
    return Reply(body=icon, headers=[(b"cache-control", b"public, max-age=86400")])
