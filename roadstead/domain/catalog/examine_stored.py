"""Looking at manifests that were stored before anybody looked, or whose configuration came after them.

Runs beside everything else, on any node, in small steps; each may be cut off and done again.
"""

from __future__ import annotations

import logging

from roadstead.db.tx import Tx
from roadstead.domain.catalog import accessory_store, examine_store, kinds
from roadstead.domain.catalog.examine import Examiner, with_children
from roadstead.domain.catalog.model import Findings
from roadstead.errors import Refusal
from roadstead.oci.manifest import ManifestLimits, parse_manifest

log = logging.getLogger("roadstead.catalog")

STEP = 100


class Examination:
    """One step a call: `run()` says how many manifests it looked at; 0 when a round is done."""

    def __init__(self, examiner: Examiner) -> None:
        self.examiner = examiner
        self.db = examiner.db
        self._last = 0

    def run(self) -> int:
        """Blocks."""
        ids = self.db.read(examine_store.unexamined, self._last, STEP)
        found = {manifest_id: one for manifest_id in ids if (one := self._try(manifest_id)) is not None}
        if found:
            self.db.write(_keep, found)
        self._last = max(ids, default=0)
        return len(ids)

    def _try(self, manifest_id: int) -> Findings | None:
        try:
            return self._look(manifest_id)
        except Exception:  # a row that cannot be read keeps nobody from looking at the others
            log.exception("manifest not looked at", extra={"manifest": manifest_id})
            return None

    def _look(self, manifest_id: int) -> Findings | None:
        row = self.db.read(examine_store.stored, manifest_id)
        if row is None:
            return None
        repository, digest, media_type, body = row
        try:
            manifest = parse_manifest(body, media_type, ManifestLimits(size=len(body)))
        except Refusal as e:  # of a version that took what this one does not
            log.warning("manifest not understood", extra={"digest": digest, "error": e.message})
            return Findings(kinds.UNKNOWN, None, None, len(body), None)
        tags = self.db.read(examine_store.tags_of, manifest_id)
        return self.examiner.examine(repository, manifest, digest, len(body), tags)


def _keep(tx: Tx, found: dict[int, Findings]) -> None:
    for manifest_id, one in found.items():
        size = with_children(one.content_size, examine_store.size_of_children(tx, manifest_id))
        examine_store.keep(tx, manifest_id, one, size)
    accessory_store.relist(tx, found)
