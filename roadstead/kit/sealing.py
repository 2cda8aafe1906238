"""Secrets that must be known again, such as the password of a directory: sealed with AES-256-GCM where they are kept.

The keys are in one file that is not in the database: a line each, 32 bytes in base64. The first seals, all open. A
sealed text is bound to its place, so that nobody who can write to the database moves it to where it would be told.
"""

from __future__ import annotations

import binascii
import hashlib
import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY, NONCE = 32, 12  # bytes
MARK = "sealed:1:"


class SealError(Exception):
    """A secret cannot be sealed or opened; the text names key file and place, never a key or the secret."""


class Sealer:
    """Seals and opens with the keys of `file`, which is made when it is first needed."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def seal(self, text: str, place: str) -> str:
        """The text as it may be kept at `place`, such as `configuration:NAME`. Raises SealError."""
        key = self._keys(make=True)[0]
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())
        return f"{MARK}{_id(key)}:{b64encode(sealed).decode()}"

    def opened(self, sealed: str, place: str) -> str:
        """The text again. Raises SealError when the key is gone or it was sealed for another place, or by nobody."""
        key_id, _, coded = sealed.removeprefix(MARK).partition(":")
        key = next((one for one in self._keys() if _id(one) == key_id), None)
        if key is None or not sealed.startswith(MARK):
            raise SealError(f"{place}: not sealed with a key of {self.file}")
        try:
            data = b64decode(coded, validate=True)
            return AESGCM(key).decrypt(data[:NONCE], data[NONCE:], place.encode()).decode()
        except (binascii.Error, InvalidTag, ValueError):
            raise SealError(f"{place}: what is kept was changed") from None

    def rotate(self) -> None:
        """A new key seals from now on; the older ones still open. Raises SealError."""
        self._draft([secrets.token_bytes(KEY), *self._keys()]).replace(self.file)
        self._settle()

    def _keys(self, *, make: bool = False) -> list[bytes]:
        try:
            lines = self.file.read_text("ascii").split()
        except FileNotFoundError:
            if not make:
                return []
            self._make()
            return self._keys()
        except (OSError, UnicodeDecodeError) as e:
            raise SealError(f"{self.file}: cannot be read ({type(e).__name__})") from None
        try:
            keys = [b64decode(line, validate=True) for line in lines]
        except binascii.Error:
            keys = []
        if not keys or any(len(key) != KEY for key in keys):
            raise SealError(f"{self.file}: a line is {KEY} bytes in base64")
        return keys

    def _make(self) -> None:
        """Of several processes that need it at once, one makes it."""
        draft = self._draft([secrets.token_bytes(KEY)])
        try:
            os.link(draft, self.file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        self._settle()

    def _draft(self, keys: list[bytes]) -> Path:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.file.with_name(f".{secrets.token_hex(8)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b"".join(b64encode(key) + b"\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        return draft

    def _settle(self) -> None:
        folder = os.open(self.file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _id(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]
