"""Sessions and the secrets that open them, without I/O.

A secret is 256 random bits, which the browser keeps in a cookie; here only its SHA-256 is kept. The token that must
come with every change is a MAC under the secret: who has not got the cookie cannot make it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

import msgspec

from roadstead.domain.identity.model import Account

MINUTE = 60_000  # milliseconds
SHORTEST = 1
"""Minutes that a session lives at least without being used, whatever is configured."""
MOST = 100
"""Sessions of one account; the oldest go when there are more."""
AGENT = 255
"""Characters of a User-Agent that are kept."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


class Session(msgspec.Struct, frozen=True):
    """A session that is open, and whose it is."""

    id: int
    account: Account


class Listed(msgspec.Struct, frozen=True):
    """A session as its owner sees it; times in milliseconds since the epoch."""

    id: int
    address: str
    user_agent: str
    created_at: int
    seen_at: int
    expires_at: int


def new_secret() -> str:
    """43 letters of base64url."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str | None:
    """What the database knows a secret by; None when it cannot be one."""
    return hashlib.sha256(secret.encode()).hexdigest() if _SECRET.fullmatch(secret) else None


def token_of(secret: str) -> str:
    """The token that changes must carry."""
    mac = hmac.digest(secret.encode(), b"X-Harbor-CSRF-Token", "sha256")
    return urlsafe_b64encode(mac).decode().rstrip("=")


def is_token(secret: str, sent: bytes) -> bool:
    """Whether this is the session's token; takes the same time wherever they differ."""
    return hmac.compare_digest(token_of(secret).encode(), sent)


def life(minutes: int) -> int:
    """Milliseconds that a session lives without being used."""
    return max(minutes, SHORTEST) * MINUTE


def noted_every(life_ms: int) -> int:
    """How often its use is written down: once a minute, or four times in a life that is short."""
    return min(MINUTE, life_ms // 4)
