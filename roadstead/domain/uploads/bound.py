"""How many bytes an upload may get: the limit of any blob, and what its project has room for."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.domain.quotas import service as quotas
from roadstead.errors import Refusal


class Bound:
    """Of one upload; `room`: bytes that its project has room for, as it was lately read.

    An upload that fits when it ends is never refused before: the quota itself is kept when the blob arrives.
    """

    def __init__(self, db: Database, repository: str, blob_bytes: int, room: int) -> None:
        self.most = min(blob_bytes, room)
        self._db = db
        self._project = repository.partition("/")[0]
        self._blob_bytes = blob_bytes

    def check(self, size: int) -> None:
        """Blocks when the room that was read is not enough.

        Raises Refusal SIZE_INVALID (413) beyond the limit of a blob, DENIED beyond the quota.
        """
        if size <= self.most:
            return
        if size > self._blob_bytes:
            raise Refusal("SIZE_INVALID", f"a blob has at most {self._blob_bytes} bytes", status=413)
        self.most = min(self._blob_bytes, self._db.read(quotas.ceiling, self._project, size))
