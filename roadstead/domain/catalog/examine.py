"""Looking at what is pushed: its kind, what its configuration says, how much it is.

Done before the transaction that keeps the manifest; nothing that is wrong here refuses a push.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

import msgspec

from roadstead.blobs.driver import Storage, StorageError
from roadstead.blobs.paths import blob_key
from roadstead.blobs.reading import read_small
from roadstead.db.database import Database
from roadstead.domain.catalog import kinds, store
from roadstead.domain.catalog.accessories import accessory
from roadstead.domain.catalog.examine_config import LARGEST, attributes
from roadstead.domain.catalog.model import Findings
from roadstead.kit.cache import Cache
from roadstead.kit.clock import now_ms
from roadstead.oci import mediatypes
from roadstead.oci.descriptor import Descriptor
from roadstead.oci.manifest import Manifest

log = logging.getLogger("roadstead.catalog")

REMEMBERED, REMEMBERED_BYTES = 1_000, 4 << 20


BIG = 1 << 48
"""Bytes beyond which nobody counts: sizes of what is not here are what a client says, and they are added up."""


def with_children(size: int, children: int) -> int:
    """Bytes of an index with what it lists."""
    return min(size + children, BIG)


class Examiner:
    """Made once; remembers what configurations of a repository said: images share theirs, and are pushed again."""

    def __init__(self, db: Database, storage: Storage) -> None:
        self.db = db
        self.storage = storage
        self._said: Cache[tuple[str, str, str], str] = Cache(most=REMEMBERED, most_bytes=REMEMBERED_BYTES)
        self._lock = threading.Lock()

    def examine(
        self, repository: str, manifest: Manifest, digest: str, size: int, tags: Sequence[str] = ()
    ) -> Findings:
        """What is found in a manifest of `size` bytes that gets these tags. Blocks."""
        kind = kinds.kind_of(manifest)
        config = manifest.config
        content = sum(one.size for one in manifest.layers) + (config.size if config else 0)
        said: str | None = None
        if config is not None and _speaks(config):
            said = self._said.entries.get((repository, kind, config.digest)) or self._read(repository, kind, config)
        elif kind == kinds.CNAB and manifest.is_index:
            said = self._bundle(repository, manifest)
        media_type = config.media_type if config else None
        return Findings(kind, media_type, said, min(size + content, BIG), accessory(manifest, digest, tags))

    def _read(self, repository: str, kind: str, config: Descriptor) -> str | None:
        said = self._attributes(repository, kind, config.digest)
        if said is not None:
            with self._lock:
                self._said.put((repository, kind, config.digest), said, len(said))
        return said

    def _attributes(self, repository: str, kind: str, digest: str) -> str | None:
        row = self.db.read(store.blob, repository, digest, now_ms())
        if row is None or row[1] > LARGEST:
            return None
        _, size, incarnation, _, _ = row
        try:
            return attributes(kind, read_small(self.storage, blob_key(digest, incarnation), size))
        except (StorageError, OSError) as e:
            log.warning("configuration not read", extra={"digest": digest, "error": str(e)})
            return None

    def _bundle(self, repository: str, manifest: Manifest) -> str | None:
        """A CNAB index lists an image whose configuration is the bundle.json."""
        first = next((one.digest for one in manifest.children if _is_bundle(one)), None)
        row = None if first is None else self.db.read(store.manifest_by_digest, repository, first)
        config = None if row is None else _config_of(row[2])
        return self._attributes(repository, kinds.CNAB, config) if config else None


def _is_bundle(child: Descriptor) -> bool:
    return (child.annotations or {}).get("io.cnab.manifest.type") == "config"


def _speaks(config: Descriptor) -> bool:
    """Whether the configuration is worth reading: JSON that is more than `{}`."""
    media_type = config.media_type
    return media_type.endswith(("+json", "/json")) and media_type != mediatypes.OCI_EMPTY and 2 < config.size <= LARGEST


class _Named(msgspec.Struct):
    config: Descriptor


_named = msgspec.json.Decoder(_Named)


def _config_of(body: bytes) -> str | None:
    try:
        return _named.decode(body).config.digest
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
