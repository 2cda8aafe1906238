"""The body of a manifest as it is written, of any of the four kinds, and the rules that it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from roadstead.errors import Refusal
from roadstead.oci import mediatypes
from roadstead.oci.descriptor import Descriptor
from roadstead.oci.strictjson import invalid


class Document(msgspec.Struct, rename="camel"):
    """The fields that the specification names; a list that is null is one that Go left empty."""

    schema_version: int
    media_type: str | None = None
    artifact_type: str | None = None
    config: Descriptor | None = None
    layers: tuple[Descriptor, ...] | UnsetType | None = UNSET
    manifests: tuple[Descriptor, ...] | UnsetType | None = UNSET
    subject: Descriptor | None = None
    annotations: dict[str, str] | None = None

    def content(self) -> list[Descriptor]:
        """Every descriptor but the subject's: what the manifest is made of."""
        return [*((self.config,) if self.config else ()), *(self.layers or ()), *(self.manifests or ())]


# msgspec learns a type at its first use, and two threads that do so at once end the process: learn it here.
msgspec.json.Decoder(Document)

_NAMES = frozenset(Document.__struct_encode_fields__)
_DESCRIPTOR_NAMES = frozenset(Descriptor.__struct_encode_fields__)
_FOLDED = {name.casefold(): name for name in _NAMES | _DESCRIPTOR_NAMES}


def read_document(written: Any) -> Document:
    """The document in a JSON value; raises Refusal MANIFEST_INVALID for a wrong schema, type or name."""
    if not isinstance(written, dict):
        raise invalid("the body is not a JSON object")
    version = written.get("schemaVersion")
    if version == 1:
        raise schema1()
    if version != 2:
        raise invalid("schemaVersion must be 2")
    try:
        document = msgspec.convert(written, Document)
    except msgspec.ValidationError as error:
        raise invalid(str(error)) from None
    _check_names(written)
    return document


def schema1() -> Refusal:
    """The refusal of Docker's first manifest form."""
    return invalid("manifests of schema 1 are not supported: push schema 2 or an OCI manifest")


def check_kind(document: Document, media_type: str) -> None:
    """Refuses a document that lacks what its media type needs or has what belongs to the other kind."""
    image = {"config": document.config or UNSET, "layers": document.layers}
    index = {"manifests": document.manifests}
    needed, strange = (index, image) if mediatypes.is_index_type(media_type) else (image, index)
    for name, value in needed.items():
        if value is UNSET:
            raise invalid(f"{name} is missing: {media_type} has it")
    for name, value in strange.items():
        if value is not UNSET and value is not None:
            raise invalid(f"{name} does not belong in {media_type}: an image is no index")
    if document.artifact_type and not mediatypes.is_media_type(document.artifact_type):
        raise invalid("artifactType is not a media type of RFC 6838")
    empty_config = document.config is not None and document.config.media_type == mediatypes.OCI_EMPTY
    if empty_config and not document.artifact_type:
        raise invalid("artifactType is missing: a manifest whose config is of the empty type has it")


def check_amounts(document: Document, descriptors: int, annotations: int) -> None:
    """Refuses too many descriptors, too many bytes of annotations, and one digest of two sizes."""
    content = document.content()
    if len(content) > descriptors:
        raise invalid(f"the manifest has more than {descriptors} descriptors")
    sizes: dict[str, int] = {}
    for one in content:
        if sizes.setdefault(one.digest, one.size) != one.size:
            raise invalid(f"{one.digest} is named with two sizes, {sizes[one.digest]} and {one.size}")
    if sum(map(_bytes, (document.annotations, *(one.annotations for one in content)))) > annotations:
        raise invalid(f"the annotations are more than {annotations} bytes")


def _bytes(annotations: dict[str, str] | None) -> int:
    if not annotations:
        return 0
    return sum(len(name.encode()) + len(value.encode()) for name, value in annotations.items())


def _check_names(written: dict[str, Any]) -> None:
    """Refuses names that differ from the specification's by case: some readers take them for the same."""
    for found, names in _objects(written):
        if found.keys() <= names:
            continue
        for name in found.keys() - names:
            if (known := _FOLDED.get(name.casefold())) in names:
                raise invalid(f"{name[:80]!r} is not {known!r}: the case of names matters")


def _objects(written: dict[str, Any]) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    """The document and each of its descriptors, with the names that they may have."""
    yield written, _NAMES
    for name in ("config", "subject"):
        if written.get(name) is not None:
            yield written[name], _DESCRIPTOR_NAMES
    for name in ("layers", "manifests"):
        for one in written.get(name) or ():
            yield one, _DESCRIPTOR_NAMES
