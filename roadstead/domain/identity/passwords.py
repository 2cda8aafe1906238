"""Passwords: the rules, argon2id, and no more than two computations at once.

One computation takes 19 MiB and some 20 ms of a core (OWASP's parameters for argon2id), so a flood of logins
waits here rather than taking the machine from those who pull and push.
"""

from __future__ import annotations

import secrets
import string
import threading
from base64 import b64encode

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from roadstead.errors import Refusal

SHORTEST, LONGEST = 8, 128  # characters
AT_ONCE = 2
WAIT_SECONDS = 10.0

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_turns = threading.BoundedSemaphore(AT_ONCE)


def _nobody(salt: bytes, digest: bytes) -> str:
    """A hash of today's cost that no password has."""
    fields = (b64encode(part).decode().rstrip("=") for part in (salt, digest))
    return "$argon2id$v=19$m={},t={},p={}${}${}".format(
        _HASHER.memory_cost, _HASHER.time_cost, _HASHER.parallelism, *fields
    )


NOBODYS_HASH = _nobody(bytes(16), bytes(32))
"""What an unknown user's password is compared with: as slow as a known one's, and never right."""


class _Turn:
    """A place among those who compute; raises Refusal TOOMANYREQUESTS when none comes free in time."""

    def __enter__(self) -> None:
        if not _turns.acquire(timeout=WAIT_SECONDS):
            raise Refusal("TOOMANYREQUESTS", "too many logins at once")

    def __exit__(self, *_: object) -> None:
        _turns.release()


turn = _Turn()


def check_rules(password: str) -> None:
    """Raises Refusal BAD_REQUEST that names every rule the password breaks."""
    broken = []
    if not SHORTEST <= len(password) <= LONGEST:
        broken.append(f"have {SHORTEST} to {LONGEST} characters")
    if not any(c.isupper() for c in password):
        broken.append("contain an upper case letter")
    if not any(c.islower() for c in password):
        broken.append("contain a lower case letter")
    if not any(c.isdigit() for c in password):
        broken.append("contain a digit")
    if broken:
        raise Refusal("BAD_REQUEST", f"the password must {', '.join(broken)}")


def hashed(password: str) -> str:
    """The argon2id text to keep. Raises Refusal BAD_REQUEST when the rules do not hold."""
    check_rules(password)
    with turn:
        return _HASHER.hash(password)


def is_right(known_hash: str, password: str) -> bool:
    """Whether the password has this hash. The caller holds `turn`."""
    try:
        return _HASHER.verify(known_hash, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def matches(known_hash: str, password: str) -> bool:
    """Whether the password has this hash; waits for a turn."""
    with turn:
        return is_right(known_hash, password)


def is_outdated(known_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(known_hash)


def made_password(length: int = 20) -> str:
    """A random password that keeps the rules (20 letters and digits: 119 bits)."""
    alphabet = string.ascii_letters + string.digits
    while True:
        password = "".join(secrets.choice(alphabet) for _ in range(length))
        if any(map(str.isupper, password)) and any(map(str.islower, password)) and any(map(str.isdigit, password)):
            return password
