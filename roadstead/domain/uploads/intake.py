"""Bytes on their way into one upload: written and hashed as they come."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from roadstead.blobs.driver import Upload
from roadstead.domain.uploads.bound import Bound
from roadstead.errors import Refusal
from roadstead.kit.cache import Cache
from roadstead.oci.digest import hasher, parse_digest

if TYPE_CHECKING:
    from hashlib import _Hash

ALGORITHM = "sha256"
"""What is computed while bytes come in; another algorithm reads them again at the end."""


class HashStates:
    """Hashes between two requests of one upload. A missing one costs reading the bytes again, no more."""

    def __init__(self) -> None:
        self._states: Cache[str, tuple[_Hash, int, int]] = Cache(most=4096)
        self._lock = threading.Lock()

    def take(self, upload_id: str, upload: Upload) -> _Hash | None:
        """The hash of the bytes held so far, if it is known here."""
        with self._lock:
            state = self._states.entries.get(upload_id)
            self._states.drop(upload_id)
        if upload.size == 0:
            return hasher(ALGORITHM)
        return state[0] if state is not None and state[1:] == (upload.size, upload.stamp) else None

    def keep(self, upload_id: str, upload: Upload, state: _Hash) -> None:
        """For the next request."""
        with self._lock:
            self._states.put(upload_id, (state, upload.size, upload.stamp))


class Intake:
    """One upload, held by one request. `write` runs in worker threads, one call at a time."""

    def __init__(self, upload_id: str, upload: Upload, states: HashStates, bound: Bound) -> None:
        self.upload_id = upload_id
        self.upload = upload
        self.bound = bound
        self._states = states
        self._hash = states.take(upload_id, upload)

    @property
    def size(self) -> int:
        """Bytes held so far."""
        return self.upload.size

    def write(self, data: memoryview) -> None:
        """Append. Raises Refusal SIZE_INVALID (413) or DENIED beyond the upload's bound."""
        self.bound.check(self.upload.size + len(data))
        try:
            self.upload.write(data)
        except BaseException:
            self._hash = None  # a part of `data` may be held
            raise
        if self._hash is not None:
            self._hash.update(data)

    def back_to(self, size: int) -> None:
        """Forget what came after the first `size` bytes."""
        if self.upload.size > size:
            self.upload.truncate(size)
            self._hash = hasher(ALGORITHM) if size == 0 else None

    def check(self, digest: str) -> None:
        """Raises Refusal DIGEST_INVALID unless the bytes have this digest."""
        algorithm, expected = parse_digest(digest)
        state = self._hash if algorithm == ALGORITHM else None
        if state is None:
            state = hasher(algorithm)
            for piece in self.upload.pieces():
                state.update(piece)
        if state.hexdigest() != expected:
            raise Refusal(
                "DIGEST_INVALID",
                f"the {self.upload.size} bytes received are {algorithm}:{state.hexdigest()}, not {digest}",
                detail={"digest": digest},
            )

    def release(self) -> None:
        """Let another request go on."""
        if self._hash is not None:
            self._states.keep(self.upload_id, self.upload, self._hash)
        self.upload.close()
