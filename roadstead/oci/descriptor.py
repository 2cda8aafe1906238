"""Descriptors: how content points at content (OCI image specification, "Content Descriptors")."""

from __future__ import annotations

from typing import Annotated

import msgspec

from roadstead.oci import mediatypes
from roadstead.oci.digest import digest_fault


class Platform(msgspec.Struct, frozen=True):
    """What a child of an index runs on; build tools write `unknown` for attestations."""

    architecture: str = ""
    os: str = ""
    variant: str | None = None
    os_version: str | None = msgspec.field(name="os.version", default=None)
    os_features: tuple[str, ...] | None = msgspec.field(name="os.features", default=())


class Descriptor(msgspec.Struct, frozen=True, rename="camel"):
    """A pointer to content: its digest, its media type and its `size` in bytes.

    `urls` is None where a client wrote null: some encoders do for an empty list.
    """

    media_type: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    digest: str
    size: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
    urls: tuple[str, ...] | None = ()
    artifact_type: str | None = None
    platform: Platform | None = None
    annotations: dict[str, str] | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a digest that is none; the decoder adds where it stands."""
        fault = digest_fault(self.digest)
        if fault is not None:
            raise ValueError(fault)

    @property
    def is_foreign(self) -> bool:
        """Whether the content may be fetched from elsewhere: the type allows that and `urls` say where."""
        return bool(self.urls) and self.media_type in mediatypes.FOREIGN_LAYER_TYPES
