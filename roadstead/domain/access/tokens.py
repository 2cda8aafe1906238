"""Bearer tokens: JWTs in the form of Docker's token specification, signed by this node's keys.

Beside the standard claims and `access` a token carries whose it is (account id and epoch) and the ids of the
projects it names, so that it ends with the account's epoch and means nothing for a project made again.
"""

from __future__ import annotations

import binascii
import secrets
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import msgspec
from joserfc import jws
from joserfc.errors import JoseError

from roadstead.domain.access.challenge import INVALID, unauthorized
from roadstead.domain.access.keys import Keys
from roadstead.domain.access.model import Subject
from roadstead.domain.identity.model import Account
from roadstead.domain.robots.model import Robot
from roadstead.settings import Settings

LONGEST = 16 << 10  # bytes of a token
LEEWAY = 60  # seconds that two clocks may differ
MINUTES = 30  # that a token lives, unless somebody says otherwise


# Bounds of what the database and the clock can hold.
Seconds = Annotated[int, msgspec.Meta(ge=0, lt=1 << 40)]
Number = Annotated[int, msgspec.Meta(ge=0, lt=1 << 62)]


class Entry(msgspec.Struct, frozen=True):
    """One thing a token gives access to, as the specification writes it."""

    type: str
    name: str
    actions: tuple[str, ...]


class Claims(msgspec.Struct, frozen=True):
    """What a token says. Times in seconds since the epoch; `account` and `robot` 0 is nobody known."""

    iss: str
    sub: str
    aud: str
    exp: Seconds
    nbf: Seconds
    iat: Seconds
    jti: str
    access: tuple[Entry, ...]
    account: Number
    epoch: Number
    projects: dict[str, Number]
    robot: Number = 0


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the first part may hold: no key, no address of one, nothing critical."""

    alg: str
    kid: str
    typ: str


# Made here, while there is one thread: msgspec learns a type at its first use, and two threads that do so
# at once end the process.
_HEADER = msgspec.json.Decoder(_Header)
_CLAIMS = msgspec.json.Decoder(Claims)


class Tokens:
    """Gives and verifies them."""

    def __init__(self, settings: Settings, keys: Keys, minutes: Callable[[], int] = lambda: MINUTES) -> None:
        """`minutes` that a token lives: asked for each one."""
        self.settings = settings
        self.keys = keys
        self.minutes = minutes

    def issue(
        self, subject: Subject | None, access: Sequence[Entry], projects: Mapping[str, int]
    ) -> tuple[str, int, int]:
        """(token, seconds it lives, when it was given in seconds since the epoch)."""
        now, seconds, rules = int(time.time()), 60 * self.minutes(), self.settings.tokens
        account = subject if isinstance(subject, Account) else None
        robot = subject if isinstance(subject, Robot) else None
        claims = Claims(
            iss=rules.issuer,
            sub=account.username if account else robot.name if robot else "",
            aud=rules.service,
            exp=now + seconds,
            nbf=now,
            iat=now,
            jti=secrets.token_urlsafe(12),
            access=tuple(access),
            account=account.id if account else 0,
            epoch=subject.epoch if subject else 0,
            projects=dict(projects),
            robot=robot.id if robot else 0,
        )
        key = self.keys.signing()
        header = {"alg": key.algorithm, "kid": key.id, "typ": "JWT"}
        token = jws.serialize_compact(header, msgspec.json.encode(claims), key.secret, algorithms=[key.algorithm])
        return token, seconds, now

    def verify(self, token: str) -> Claims:
        """What a token of ours, in force now, says. Raises Refusal UNAUTHORIZED for every other."""
        try:
            claims = self._signed(token)
        except (JoseError, ValueError, binascii.Error, msgspec.MsgspecError):
            raise self._refused() from None
        now, rules = time.time(), self.settings.tokens
        if claims.iss != rules.issuer or claims.aud != rules.service:
            raise self._refused()
        if claims.exp + LEEWAY <= now or claims.nbf > now + LEEWAY or claims.iat > now + LEEWAY:
            raise self._refused()
        return claims

    def _signed(self, token: str) -> Claims:
        if len(token) > LONGEST or token.count(".") != 2:
            raise ValueError("not a token of ours")
        first = token.partition(".")[0]
        header = _HEADER.decode(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
        key = self.keys.by_id(header.kid)
        if key is None or header.alg != key.algorithm:
            raise ValueError("no such key, or it is not used so")
        signed = jws.deserialize_compact(token, key.secret, algorithms=[key.algorithm])
        return _CLAIMS.decode(signed.payload)

    def _refused(self) -> Exception:
        return unauthorized(self.settings, error=INVALID)
