"""Manifests: what a body says, checked whole before anything is stored (OCI image specification 1.1).

A manifest that two readers could understand differently is refused: doubled names, a media type
that is not the Content-Type's, an image that is an index as well, names that differ from the
specification's by case alone. What the specification does not name is carried along unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from roadstead.errors import Refusal
from roadstead.oci import mediatypes, strictjson
from roadstead.oci.descriptor import Descriptor, Platform
from roadstead.oci.document import check_amounts, check_kind, read_document, schema1
from roadstead.oci.strictjson import invalid

__all__ = ["DEFAULT", "Descriptor", "Manifest", "ManifestLimits", "Platform", "parse_manifest"]


class ManifestLimits(msgspec.Struct, frozen=True):
    """What a manifest may hold at most; `size` and `annotations` in bytes."""

    size: int = 4 * 1024 * 1024
    depth: int = 32  # nested JSON objects and arrays
    containers: int = 50_000  # JSON objects and arrays together: they cost more memory than text
    descriptors: int = 10_000  # config, layers and children together
    annotations: int = 4 * 1024 * 1024  # names and values, those of descriptors too


DEFAULT = ManifestLimits()


class Manifest(msgspec.Struct, frozen=True):
    """A manifest that was found valid.

    `children` are the manifests of an index. `artifact_type` is as the referrers API reports it:
    the document's, else the media type of an image's config. `loose` is what an index lists that
    is no manifest, as build caches do.
    """

    media_type: str
    is_index: bool
    config: Descriptor | None
    layers: tuple[Descriptor, ...]
    children: tuple[Descriptor, ...]
    subject: Descriptor | None
    artifact_type: str | None
    annotations: dict[str, str]
    loose: tuple[Descriptor, ...] = ()

    @property
    def blobs(self) -> tuple[Descriptor, ...]:
        """What must be in the repository as a blob: distinct, in digest order, without foreign layers."""
        return _distinct(blob for blob in self._named() if not blob.is_foreign)

    @property
    def foreign(self) -> tuple[Descriptor, ...]:
        """Foreign layers: they may be in the repository, and are kept with the manifest if they are."""
        required = {blob.digest for blob in self._named() if not blob.is_foreign}
        return _distinct(blob for blob in self._named() if blob.digest not in required)

    def _named(self) -> Iterator[Descriptor]:
        if self.config:
            yield self.config
        yield from self.layers
        yield from self.loose


def parse_manifest(body: bytes, content_type: str | None, limits: ManifestLimits = DEFAULT) -> Manifest:
    """The manifest that `body` is, sent with `content_type` (None or empty where there was none).

    Raises Refusal MANIFEST_INVALID whose message names the field and the rule, or
    REQUEST_ENTITY_TOO_LARGE (413) for a body over the limit; nothing else, whatever the bytes.
    """
    if len(body) > limits.size:
        raise Refusal("REQUEST_ENTITY_TOO_LARGE", f"a manifest has at most {limits.size} bytes")
    document = read_document(strictjson.read(body, limits.depth, limits.containers))
    media_type = _media_type(document.media_type, content_type)
    check_kind(document, media_type)
    check_amounts(document, limits.descriptors, limits.annotations)
    listed = document.manifests or ()
    artifact_type = document.artifact_type or (document.config.media_type if document.config else None)
    return Manifest(
        media_type=media_type,
        is_index=mediatypes.is_index_type(media_type),
        config=document.config,
        layers=document.layers or (),
        children=tuple(one for one in listed if mediatypes.is_manifest_type(one.media_type)),
        subject=document.subject,
        artifact_type=artifact_type,
        annotations=document.annotations or {},
        loose=tuple(one for one in listed if not mediatypes.is_manifest_type(one.media_type)),
    )


def _distinct(blobs: Iterable[Descriptor]) -> tuple[Descriptor, ...]:
    by_digest = {blob.digest: blob for blob in blobs}
    return tuple(by_digest[digest] for digest in sorted(by_digest))


def _media_type(written: str | None, content_type: str | None) -> str:
    """The one media type that body and header agree on; either may be silent, as OCI bodies often are.

    Bodies of Docker's forms never are: so the bytes of a digest are of one type, whoever pushes them and where.
    """
    sent = mediatypes.essence(content_type or "")
    if not sent and not written:
        raise invalid("neither Content-Type nor mediaType says what the manifest is")
    for media_type in (sent, written):
        if media_type in mediatypes.SCHEMA1_TYPES:
            raise schema1()
        if media_type and media_type not in mediatypes.MANIFEST_TYPES:
            raise invalid(f"{media_type[:160]!r} is not a media type of manifests that is supported here")
    if sent and written and sent != written:
        raise invalid(f"mediaType {written} is not the Content-Type, {sent}")
    if not written and sent in mediatypes.DOCKER_TYPES:
        raise invalid(f"mediaType is missing: {sent} has it")
    return sent or written or ""
