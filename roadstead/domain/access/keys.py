"""The keys that sign tokens: PEM files in one folder, read by every process of the node.

A file's name begins with the time it was made, so names in order are keys in order of age. The newest of the
configured algorithm signs; all that are there verify. A key is retired by removing its file. A file that cannot be
read ends a start; under a running server it is passed over and looked at again when it changes.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

# "EdDSA" is the name that tokens of Ed25519 keys carry everywhere today (RFC 8037).
warnings.filterwarnings("ignore", message="EdDSA is deprecated")

log = logging.getLogger("roadstead.access")

_READERS: dict[str, Callable[[bytes], ECKey | OKPKey]] = {
    "ES256": ECKey.import_key,
    "EdDSA": OKPKey.import_key,
}


class KeysError(Exception):
    """A key file cannot be used; the text names it, never its content."""


class Key(msgspec.Struct, frozen=True):
    """A signing key. `id` is its thumbprint (RFC 7638); `algorithm` the one it is used with."""

    id: str
    algorithm: str
    secret: ECKey | OKPKey

    def __repr__(self) -> str:
        return f"Key({self.id}, {self.algorithm})"


class Keys:
    """The folder's keys; read again when its files change."""

    def __init__(self, folder: Path, algorithm: str) -> None:
        self.folder = folder
        self.algorithm = algorithm
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._names: list[str] = []
        self._passed_over: dict[str, tuple[int, int]] = {}
        self._keys: dict[str, Key] = {}
        self._signing: Key | None = None
        self._read()
        if self._signing is None:
            # Of several processes that start at once one places its key under this name; the others take it.
            self._place(f"{0:013}-{algorithm}.pem")
            self._read()

    def signing(self) -> Key:
        """The newest key of the configured algorithm. Raises KeysError when its file was removed."""
        self._read()
        if self._signing is None:
            raise KeysError(f"{self.folder}: no {self.algorithm} key is left to sign with")
        return self._signing

    def by_id(self, key_id: str) -> Key | None:
        """The key with this thumbprint; a look-up in memory, so an id is never a path."""
        self._read()
        return self._keys.get(key_id)

    def rotate(self) -> Key:
        """Make a new key, which signs from now on; tokens of the older keys stay valid."""
        while not self._place(f"{time.time_ns() // 1_000_000:013}-{self.algorithm}.pem"):
            time.sleep(0.001)
        return self.signing()

    def _read(self) -> None:
        names = sorted(name for name in os.listdir(self.folder) if name.endswith(".pem"))
        if names == self._names and all(self._stamp(name) == stamp for name, stamp in self._passed_over.items()):
            return
        keys: dict[str, Key] = {}
        signing = None
        passed_over = {}
        for name in names:
            stamp = self._stamp(name)
            try:
                key = self._load(self.folder / name)
            except KeysError as e:
                if not self._keys:
                    raise
                log.warning("a key is passed over", extra={"error": str(e)})
                passed_over[name] = stamp
                continue
            except FileNotFoundError:  # retired just now
                continue
            keys[key.id] = key
            if key.algorithm == self.algorithm:
                signing = key
        self._keys, self._signing, self._names, self._passed_over = keys, signing, names, passed_over

    def _stamp(self, name: str) -> tuple[int, int]:
        """What moves when the file does; zeros when it is gone."""
        with contextlib.suppress(FileNotFoundError):
            status = os.stat(self.folder / name)
            return status.st_mtime_ns, status.st_size
        return 0, 0

    def _load(self, path: Path) -> Key:
        algorithm = path.stem.partition("-")[2]
        read = _READERS.get(algorithm)
        if read is None:
            raise KeysError(f"{path}: the name must be TIME-ES256.pem or TIME-EdDSA.pem")
        try:
            secret = read(path.read_bytes())
        except (ValueError, JoseError) as e:
            raise KeysError(f"{path}: cannot be read as a private key ({type(e).__name__})") from None
        if secret.curve_name not in ("P-256", "Ed25519") or not secret.is_private:
            raise KeysError(f"{path}: not a private key for {algorithm}")
        return Key(secret.thumbprint(), algorithm, secret)

    def _place(self, name: str) -> bool:
        """Put a new key at `name`, whole or not at all; False when another is there already."""
        secret = ECKey.generate_key("P-256") if self.algorithm == "ES256" else OKPKey.generate_key("Ed25519")
        draft = self.folder / f".{secrets.token_hex(8)}"
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(fd, "wb") as file:
                file.write(secret.as_pem(private=True))
                file.flush()
                os.fsync(fd)
            os.link(draft, self.folder / name)
        except FileExistsError:
            return False
        finally:
            os.unlink(draft)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return True
