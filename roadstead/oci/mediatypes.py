"""Media types that the registry tells apart; every other is carried without being understood."""

from __future__ import annotations

import re

OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"

# Docker's first form, refused: its digest is not that of the bytes a client sees.
DOCKER_SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+json"
DOCKER_SCHEMA1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws"

OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
OCI_EMPTY = "application/vnd.oci.empty.v1+json"

OCI_LAYER = "application/vnd.oci.image.layer.v1.tar"
OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip"
OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd"
DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip"

IMAGE_TYPES = frozenset({OCI_MANIFEST, DOCKER_MANIFEST})
INDEX_TYPES = frozenset({OCI_INDEX, DOCKER_LIST})
MANIFEST_TYPES = IMAGE_TYPES | INDEX_TYPES
DOCKER_TYPES = frozenset({DOCKER_MANIFEST, DOCKER_LIST})
SCHEMA1_TYPES = frozenset({DOCKER_SCHEMA1, DOCKER_SCHEMA1_SIGNED})

# Layers that may lie elsewhere (their descriptor's `urls`) and so need not be pushed.
FOREIGN_LAYER_TYPES = frozenset(
    {
        "application/vnd.docker.image.rootfs.foreign.diff.tar",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
        "application/vnd.oci.image.layer.nondistributable.v1.tar",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
    }
)

_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}+"
_MEDIA_TYPE = re.compile(f"{_NAME}/{_NAME}")


def is_manifest_type(media_type: str) -> bool:
    """Whether content of this type is a manifest here: an image's, or an index."""
    return media_type in MANIFEST_TYPES


def is_index_type(media_type: str) -> bool:
    """Whether content of this type lists other manifests."""
    return media_type in INDEX_TYPES


def is_media_type(text: str) -> bool:
    """Whether `text` is type/subtype by RFC 6838, section 4.2, without parameters."""
    return _MEDIA_TYPE.fullmatch(text) is not None


def essence(content_type: str) -> str:
    """The type/subtype of a Content-Type, in lower case and without parameters (RFC 9110, 8.3.1)."""
    return content_type.partition(";")[0].strip(" \t").lower()
