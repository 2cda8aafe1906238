"""Tokens for the load: fetched from Roadstead's token service, or made here for distribution to verify."""

from __future__ import annotations

import base64
import json
import time
import urllib.parse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

from bench.dataplane.web import get

ISSUER = "bench"
SERVICE = "harbor-registry"


class Tokens(Protocol):
    """Where the credentials of a peer's requests come from."""

    def of(self, repository: str, number: int) -> str:
        """A token for the repository, of the user of that number; "-" when the peer asks for none."""
        ...

    def credential(self, repository: str, number: int) -> str:
        """The same for clients that fetch their token themselves, where the peer has a token service."""
        ...

    def ready(self, repositories: list[str]) -> None:
        """Have tokens for these repositories that live long enough for a row."""
        ...


class NoTokens:
    """For a peer without authentication."""

    def of(self, repository: str, number: int) -> str:
        return "-"

    def credential(self, repository: str, number: int) -> str:
        return "-"

    def ready(self, repositories: list[str]) -> None:
        return


class _Kept:
    """Tokens by repository and user, made again when a third of their life is over."""

    def __init__(
        self,
        users: int,
        make: Callable[[str, int], tuple[str, float]],
        people: Callable[[str, int], tuple[str, str]] | None = None,
    ) -> None:
        self._users = users
        self._make = make  # repository, user → token, seconds it lives
        self._people = people  # repository, user → name, password
        self._kept: dict[tuple[str, int], tuple[str, float]] = {}

    def of(self, repository: str, number: int) -> str:
        return self._kept[repository, number % self._users][0]

    def credential(self, repository: str, number: int) -> str:
        if self._people is None:
            return self.of(repository, number)
        return "basic:" + ":".join(self._people(repository, number % self._users))

    def ready(self, repositories: list[str]) -> None:
        now = time.monotonic()
        stale = [
            (repository, user)
            for repository in repositories
            for user in range(self._users)
            if self._kept.get((repository, user), ("", 0.0))[1] < now
        ]
        with ThreadPoolExecutor(4) as pool:
            for key, (token, life) in zip(stale, pool.map(lambda key: self._make(*key), stale), strict=True):
                self._kept[key] = token, now + life / 3


def fetched(url: str, users: Callable[[str, int], tuple[str, str]], count: int) -> Tokens:
    """Tokens of the service at url; users gives name and password of a repository's user, number < count."""

    def fetch(repository: str, number: int) -> tuple[str, float]:
        name, password = users(repository, number)
        query = urllib.parse.urlencode({"service": SERVICE, "scope": f"repository:{repository}:pull,push"})
        basic = base64.b64encode(f"{name}:{password}".encode()).decode()
        answer = json.loads(get(f"{url}/service/token?{query}", f"Basic {basic}"))
        return answer["token"], float(answer.get("expires_in", 60))

    return _Kept(count, fetch, users)


class TokenServer:
    """The half of a token server that distribution needs: a key it trusts, and tokens signed with it."""

    def __init__(self) -> None:
        self._key = ECKey.import_key(ec.generate_private_key(ec.SECP256R1()), {"use": "sig", "alg": "ES256"})
        self._key.ensure_kid()

    def write_keys(self, path: Path) -> None:
        """The public key as the key set that distribution reads."""
        path.write_text(json.dumps({"keys": [self._key.as_dict(private=False)]}))

    def tokens(self, users: int = 2) -> Tokens:
        """Tokens that live for four hours."""
        return _Kept(users, self._sign)

    def _sign(self, repository: str, user: int) -> tuple[str, float]:
        now, life = int(time.time()), 4 * 3600
        claims = {
            "iss": ISSUER,
            "sub": f"user-{user}",
            "aud": SERVICE,
            "iat": now,
            "nbf": now - 10,
            "exp": now + life,
            "jti": f"{repository}-{user}-{now}",
            "access": [{"type": "repository", "name": repository, "actions": ["pull", "push"]}],
        }
        header = {"alg": "ES256", "typ": "JWT", "kid": self._key.kid}
        return jwt.encode(header, claims, self._key), float(life)
