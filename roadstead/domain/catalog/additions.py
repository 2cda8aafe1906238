"""What an artifact has to say beyond its attributes, read from its content when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Raw

from roadstead.blobs.driver import Storage, StorageError
from roadstead.blobs.paths import blob_key
from roadstead.blobs.reading import read_pieces, read_small
from roadstead.db.database import Database
from roadstead.domain.catalog import accessories, accessory_store, additions_chart, additions_model, kinds, store
from roadstead.domain.catalog.anatomy import Anatomy, anatomy
from roadstead.domain.catalog.model import Addition
from roadstead.errors import Refusal
from roadstead.kit.archives import ArchiveError
from roadstead.kit.clock import now_ms
from roadstead.oci.descriptor import Descriptor
from roadstead.oci.digest import is_digest_like
from roadstead.oci.manifest import Manifest, ManifestLimits, parse_manifest

HISTORY, VALUES, README, DEPENDENCIES = "build_history", "values.yaml", "readme.md", "dependencies"
FILES, LICENSE, VULNERABILITIES, BILL = "files", "license", "vulnerabilities", "sbom"

_OF_KIND = {
    kinds.IMAGE: (HISTORY,),
    kinds.WASM: (HISTORY,),
    kinds.CHART: (VALUES, README, DEPENDENCIES),
    kinds.CNAI: (README, LICENSE, FILES),
}
SMALL = 4 << 20
"""Bytes of a configuration or of a document."""
LARGE = 16 << 20
"""Bytes of a bill of materials."""

JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
MARKDOWN = "text/markdown; charset=utf-8"


def names_of(kind: str, *, is_index: bool) -> tuple[str, ...]:
    """The additions that an artifact of the kind has."""
    own = () if is_index else _OF_KIND.get(kind, ())
    return (*own, VULNERABILITIES) if kind == kinds.IMAGE else own


class _Config(msgspec.Struct):
    history: Raw = Raw(b"[]")


_config = msgspec.json.Decoder(_Config)


class Additions:
    """Read on demand; whatever the content, time and memory are bounded."""

    def __init__(self, db: Database, storage: Storage) -> None:
        self.db = db
        self.storage = storage

    def read(self, repository: str, reference: str, name: str) -> Addition:
        """The addition of that name. Blocks.

        Raises Refusal NOT_FOUND, BAD_REQUEST (artifacts of this kind have none), UNPROCESSABLE_ENTITY (the content
        is broken or too much).
        """
        digest, manifest = self._manifest(repository, reference)
        if name == VULNERABILITIES:
            return Addition(b"{}", JSON)
        if name == BILL:
            return self._bill(repository, digest)
        kind = kinds.kind_of(manifest)
        if name not in names_of(kind, is_index=manifest.is_index):
            raise Refusal("BAD_REQUEST", f"addition {name} isn't supported for {kind}")
        try:
            if kind == kinds.CHART:
                return self._of_chart(repository, manifest, name)
            if kind == kinds.CNAI:
                return self._of_model(repository, manifest, name)
            return Addition(_history(self._config(repository, manifest)), JSON)
        except ArchiveError as e:
            raise Refusal("UNPROCESSABLE_ENTITY", f"{name}: {e}") from None

    def anatomy(self, repository: str, reference: str) -> Anatomy:
        """What it is made of; without what its configuration says where that is absent, broken or too much. Blocks.

        Raises Refusal NOT_FOUND.
        """
        _, manifest = self._manifest(repository, reference)
        try:
            config = self._config(repository, manifest) if kinds.kind_of(manifest) == kinds.IMAGE else b""
        except (Refusal, StorageError):
            config = b""
        return anatomy(manifest.layers, config)

    def _of_chart(self, repository: str, manifest: Manifest, name: str) -> Addition:
        layer = next((one for one in manifest.layers if one.media_type in additions_chart.CHART_LAYERS), None)
        archive = iter(()) if layer is None else self._pieces(repository, layer)
        if name == VALUES:
            return Addition(additions_chart.values(archive), TEXT)
        if name == README:
            return Addition(additions_chart.readme(archive), MARKDOWN)
        return Addition(additions_chart.dependencies(self._config(repository, manifest), archive), JSON)

    def _of_model(self, repository: str, manifest: Manifest, name: str) -> Addition:
        if name == FILES:
            return Addition(additions_model.files(manifest.layers), JSON)
        wanted = additions_model.README if name == README else additions_model.LICENSE
        layer = additions_model.document(manifest.layers, wanted)
        if layer is None:
            raise Refusal("NOT_FOUND", f"the model has no {name}")
        content = additions_model.read_document(layer, wanted, self._pieces(repository, layer))
        return Addition(content, MARKDOWN if name == README else TEXT)

    def _bill(self, repository: str, digest: str) -> Addition:
        row = self.db.read(accessory_store.newest_accessory, repository, digest, accessories.SBOM)
        layers = _parsed(*row).layers if row else ()
        if not layers:
            raise Refusal("NOT_FOUND", f"there is no bill of materials of {digest}")
        return Addition(self._small(repository, layers[0], LARGE), JSON)

    # ---- content

    def _manifest(self, repository: str, reference: str) -> tuple[str, Manifest]:
        find = store.manifest_by_digest if is_digest_like(reference) else store.manifest_by_tag
        row = self.db.read(find, repository, reference)
        if row is None:
            raise Refusal("NOT_FOUND", f"artifact {repository}:{reference[:160]} not found")
        digest, media_type, body, _ = row
        return digest, _parsed(media_type, body)

    def _config(self, repository: str, manifest: Manifest) -> bytes:
        return b"" if manifest.config is None else self._small(repository, manifest.config, SMALL)

    def _small(self, repository: str, content: Descriptor, most: int) -> bytes:
        size, key = self._place(repository, content)
        if size > most:
            raise Refusal("UNPROCESSABLE_ENTITY", f"{content.digest} has {size} bytes, at most {most} are read")
        return read_small(self.storage, key, size)

    def _pieces(self, repository: str, content: Descriptor) -> Iterator[bytes]:
        return read_pieces(self.storage, self._place(repository, content)[1])

    def _place(self, repository: str, content: Descriptor) -> tuple[int, str]:
        row = self.db.read(store.blob, repository, content.digest, now_ms())
        if row is None:
            raise Refusal("NOT_FOUND", f"{content.digest} is not in {repository}")
        return row[1], blob_key(content.digest, row[2])


def _parsed(media_type: str, body: bytes) -> Manifest:
    try:
        return parse_manifest(body, media_type, ManifestLimits(size=len(body)))
    except Refusal as e:
        raise Refusal("UNPROCESSABLE_ENTITY", e.message) from None


def _history(config: bytes) -> bytes:
    try:
        history = bytes(_config.decode(config).history)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refusal("UNPROCESSABLE_ENTITY", "the configuration of the image is broken") from None
    return history if history.startswith(b"[") else b"[]"
