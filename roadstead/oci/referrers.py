"""The answer of the referrers API: an image index that describes what points at a subject."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from roadstead.oci.mediatypes import OCI_INDEX


class Referrer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A manifest that has the subject: `size` in bytes, `artifact_type` as `parse_manifest` gives it."""

    digest: str
    media_type: str = msgspec.field(name="mediaType")
    size: int
    artifact_type: str | None = msgspec.field(name="artifactType", default=None)
    annotations: dict[str, str] | None = None


class _Index(msgspec.Struct):
    manifests: list[Referrer]
    media_type: str = msgspec.field(name="mediaType", default=OCI_INDEX)
    schema_version: int = msgspec.field(name="schemaVersion", default=2)


def referrers_index(descriptors: Iterable[Referrer]) -> bytes:
    """An OCI image index as JSON bytes, one descriptor a referrer in the order given.

    Empty annotations and an absent artifact type are left out (OCI distribution 1.1, "Listing
    Referrers").
    """
    manifests = [one if one.annotations else msgspec.structs.replace(one, annotations=None) for one in descriptors]
    return msgspec.json.encode(_Index(manifests))
