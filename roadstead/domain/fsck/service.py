"""The whole check, in the order in which repairs rest on one another."""

from __future__ import annotations

from collections.abc import Iterator

from roadstead.blobs.driver import Storage
from roadstead.db.database import Database
from roadstead.domain.fsck.files import Files
from roadstead.domain.fsck.manifests import check_manifests
from roadstead.domain.fsck.model import Finding, Options, Report, Tell
from roadstead.domain.fsck.quotas import check_quotas


class Fsck:
    """Reads in small lots, beside nodes that serve; what they do meanwhile is no finding. Blocks."""

    def __init__(self, db: Database, storage: Storage) -> None:
        self.db = db
        self.storage = storage

    def run(self, options: Options, tell: Tell, *, ours: bool = True) -> Report:
        """Look at everything. `ours`: whether files without rows may go in a repair, else they are told alone."""
        report = Report()

        def count(what: str, number: int) -> None:
            report.look(what, number)
            tell(what, number)

        for finding in self._all(options, count, ours):
            report.add(finding)
        return report

    def _all(self, options: Options, tell: Tell, ours: bool) -> Iterator[Finding]:
        files = Files(self.db, self.storage, options, tell)
        yield from files.unlinks()
        yield from files.files_without_rows(ours=ours)
        yield from files.rows_without_files()
        yield from check_manifests(self.db, options, tell)
        yield from check_quotas(self.db, options, tell)
