"""Who sends a request and what that allows: the door that every request on `/v2/` passes."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from roadstead.db.database import Database
from roadstead.domain.access import credentials
from roadstead.domain.access.caller import Given
from roadstead.domain.access.challenge import CATALOG_SCOPE, INSUFFICIENT, INVALID, scope_text, unauthorized
from roadstead.domain.access.model import Grant, Rights, Subject, nobody
from roadstead.domain.access.robot_rights import given_to
from roadstead.domain.access.roles import ALL, NONE, PULL, allowed_actions
from roadstead.domain.access.scopes import CATALOG, Scope
from roadstead.domain.access.tokens import LEEWAY, Claims, Entry, Tokens
from roadstead.domain.identity.model import Account, is_username
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.domain.robots.model import NEVER, Robot
from roadstead.domain.robots.service import Robots
from roadstead.errors import Refusal
from roadstead.kit.cache import Cache
from roadstead.settings import Settings

GRANTS, GRANTS_BYTES = 10_000, 32 << 20
"""Most grants kept, and most bytes of them, with the tokens that they were read from."""
GRANT_BYTES, RIGHT_BYTES = 1_000, 600
"""What a grant takes, and each right in it."""


class Access:
    """Grants from Authorization headers, refusals where they do not reach, and tokens."""

    def __init__(
        self,
        db: Database,
        identity: Identity,
        projects: Projects,
        tokens: Tokens,
        settings: Settings,
        robots: Robots | None = None,
    ) -> None:
        self.db = db
        self.robots = robots or Robots(db, identity)
        self.identity = identity
        self.projects = projects
        self.tokens = tokens
        self.settings = settings
        self._grants: Cache[bytes, Grant] = Cache(most=GRANTS, most_bytes=GRANTS_BYTES)
        self._get = self._grants.entries.get
        self._lock = threading.Lock()
        self._generations = db.generations.values

    def cached(self, authorization: bytes) -> Grant | None:
        """The grant of a Bearer header seen lately; None: ask `resolve`. No I/O, under 1 µs."""
        grant = self._get(authorization)
        if grant is None or time.monotonic() > grant.fresh_until or time.time() > grant.expires_at:
            return None
        generations = self._generations
        if generations[grant.slot] != grant.generation:
            return None
        for slot, generation in grant.projects:
            if generations[slot] != generation:
                return None
        return grant

    def resolve(
        self,
        authorization: bytes | None,
        repository: str | None = None,
        action: str = "pull",
        address: str = "",
        *,
        compute: bool = True,
    ) -> Grant:
        """The grant of a header that came from `address`, from the database: blocks.

        `repository` and `action` only fill the challenge. Raises Refusal UNAUTHORIZED when the credential is
        not valid; Unremembered as `Identity.sign_in` does.
        """
        if authorization is None:
            return nobody()
        scope = None if repository is None else scope_text(repository, action)
        scheme, rest = credentials.scheme_and_rest(authorization)
        if scheme == b"basic":
            doing = f"{action} {repository}" if repository else "registry"
            return self._of_basic(rest, scope, address, doing, compute)
        if scheme == b"bearer":
            return self._of_bearer(authorization, rest, scope)
        raise unauthorized(self.settings, scope)

    def sign_in(self, name: str, secret: str, address: str, doing: str, *, compute: bool = True) -> Subject:
        """The user or robot of this name. Blocks; of a robot it is kept what it came for, `doing`.

        Raises Refusal UNAUTHORIZED, with `Retry-After` when tries must wait; TOOMANYREQUESTS when too many compute.
        Without `compute`, raises Unremembered where there is more to do than to remember.
        """
        prefixed = name.startswith(self.robots.policy().prefix)
        if prefixed and (not is_username(name) or self.robots.has(name)):
            return self.robots.sign_in(name, secret, address, doing, compute=compute)
        return self.identity.sign_in(name, secret, address, compute=compute)

    def allowed(self, grant: Grant, repository: str, action: str) -> bool:
        """Whether the grant reaches so far. Blocks when `grant.basic`: then the database is asked."""
        if grant.basic and repository not in grant.access:
            grant.access |= self._now_allowed(grant.account_id, grant.sysadmin, grant.given, [repository])
        return grant.allows(repository, action)

    def check(self, grant: Grant, repository: str, action: str) -> None:
        """Raises Refusal UNAUTHORIZED with a challenge, DENIED for basic authentication.

        The answer is the same whether the repository's project is private or absent. Blocks when
        `grant.basic`. Afterwards `grant.access[repository][1]` is the project's id.
        """
        if self.allowed(grant, repository, action):
            return
        if grant.basic:
            raise Refusal("DENIED")
        raise unauthorized(self.settings, scope_text(repository, action), INSUFFICIENT if grant.bearer else None)

    def pullable(self, grant: Grant, repositories: Iterable[str]) -> set[str]:
        """Those that the grant's account may pull at this moment, whatever its token was given for. Blocks."""
        allowed = self._now_allowed(grant.account_id, grant.sysadmin, grant.given, repositories)
        return {name for name, (actions, project_id) in allowed.items() if project_id and PULL in actions}

    def check_known(self, grant: Grant) -> None:
        """Raises Refusal UNAUTHORIZED when no Authorization was sent: the answer at `/v2/`."""
        if not (grant.basic or grant.bearer):
            raise unauthorized(self.settings)

    def check_catalog(self, grant: Grant) -> None:
        """Raises Refusal unless the grant reaches the list of all repositories."""
        if grant.catalog:
            return
        if grant.basic:
            raise Refusal("DENIED")
        raise unauthorized(self.settings, CATALOG_SCOPE, INSUFFICIENT if grant.bearer else None)

    def token(self, subject: Subject | None, scopes: Sequence[Scope]) -> dict[str, Any]:
        """The token service's answer: a token for what is asked and allowed, which may be nothing."""
        asked = {scope.name: scope.actions for scope in scopes if scope.type == "repository"}
        account_id, sysadmin, given = _rights_of(subject)
        allowed = self._now_allowed(account_id, sysadmin, given, asked)
        entries: list[Entry] = []
        projects: dict[str, int] = {}
        for name, actions in asked.items():
            may, project_id = allowed[name]
            if granted := actions & may:
                entries.append(Entry("repository", name, tuple(sorted(granted))))
                projects[name.partition("/")[0]] = project_id
        if _may_list(sysadmin, given) and any(scope == CATALOG for scope in scopes):
            entries.append(Entry("registry", "catalog", ("*",)))
        token, seconds, issued_at = self.tokens.issue(subject, entries, projects)
        return {
            "token": token,
            "access_token": token,
            "expires_in": seconds,
            "issued_at": datetime.fromtimestamp(issued_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def _of_basic(self, rest: bytes, scope: str | None, address: str, doing: str, compute: bool) -> Grant:
        pair = credentials.basic(rest)
        if pair is None:
            raise unauthorized(self.settings, scope)
        try:
            subject = self.sign_in(*pair, address, doing, compute=compute)
        except Refusal as refusal:
            if refusal.code != "UNAUTHORIZED":
                raise
            raise unauthorized(self.settings, scope, headers=refusal.headers) from None
        account_id, sysadmin, given = _rights_of(subject)
        catalog = _may_list(sysadmin, given)
        robot_id = subject.id if isinstance(subject, Robot) else 0
        name = _name_of(subject)
        return Grant(
            account_id, name, sysadmin, {}, catalog, 0.0, 0, 0, 0.0, basic=True, robot_id=robot_id, given=given
        )

    def _of_bearer(self, authorization: bytes, rest: bytes, scope: str | None) -> Grant:
        try:
            claims = self.tokens.verify(rest.decode("latin-1"))
            grant = self._of_claims(claims)
        except Refusal as refusal:
            if refusal.code != "UNAUTHORIZED":
                raise
            raise unauthorized(self.settings, scope, INVALID) from None
        with self._lock:
            self._grants.put(authorization, grant, len(authorization) + GRANT_BYTES + RIGHT_BYTES * len(grant.access))
        return grant

    def _of_claims(self, claims: Claims) -> Grant:
        """What the token gives now: its account must still be as it was, each right must still be held."""
        asked = {e.name: frozenset(e.actions) & ALL for e in claims.access if e.type == "repository"}
        generations = self.db.generations
        # The numbers first, then the rows: a change in between makes the grant old at once.
        fresh_until = time.monotonic() + generations.fresh_seconds
        slot = generations.slot(f"robot:{claims.robot}" if claims.robot else f"account:{claims.account}")
        generation = generations.values[slot]
        slots = {generations.slot(f"project:{name.partition('/')[0]}") for name in asked}
        projects = tuple((s, generations.values[s]) for s in slots)
        subject = self._subject(claims)
        if subject is None and (claims.account or claims.robot):
            raise unauthorized(self.settings)
        account_id, sysadmin, given = _rights_of(subject)
        ends_at = subject.ends_at / 1000 if isinstance(subject, Robot) and subject.ends_at != NEVER else math.inf
        allowed = self._now_allowed(account_id, sysadmin, given, asked)
        access = {name: (asked[name] & may, project) for name, (may, project) in allowed.items()}
        return Grant(
            account_id=account_id,
            username=_name_of(subject),
            sysadmin=sysadmin,
            access=_still_meant(access, claims.projects),
            catalog=_may_list(sysadmin, given)
            and any(e.type == CATALOG.type and e.name == CATALOG.name for e in claims.access),
            expires_at=min(claims.exp + LEEWAY, ends_at),
            slot=slot,
            generation=generation,
            fresh_until=fresh_until,
            bearer=True,
            projects=projects,
            robot_id=claims.robot,
            given=given,
        )

    def _subject(self, claims: Claims) -> Subject | None:
        """Whose token it is, if they are still as they were when it was given."""
        if claims.robot:
            doing = " ".join(f"{','.join(one.actions)} {one.name}" for one in claims.access[:3])
            return self.robots.good(claims.robot, claims.epoch, doing)
        account = self.identity.by_id(claims.account) if claims.account else None
        return None if account is None or account.disabled or account.epoch != claims.epoch else account

    def _now_allowed(
        self, account_id: int, sysadmin: bool, given: Sequence[Given], repositories: Iterable[str]
    ) -> Rights:
        """repository -> (actions allowed now, its project's id or 0)."""
        of = {name: name.partition("/")[0] for name in repositories}
        standings = self.projects.standings(account_id, set(of.values()))
        allowed: Rights = {}
        for name, project in of.items():
            standing = standings.get(project)
            actions = allowed_actions(standing, sysadmin=sysadmin, given=given)
            allowed[name] = (actions, standing.project_id if standing else 0)
        return allowed


def _rights_of(subject: Subject | None) -> tuple[int, bool, tuple[Given, ...]]:
    """(account id or 0, whether it may do everything, what a robot was given)."""
    if isinstance(subject, Account):
        return subject.id, subject.sysadmin, ()
    return 0, False, () if subject is None else given_to(subject)


def _name_of(subject: Subject | None) -> str:
    if isinstance(subject, Account):
        return subject.username
    return "" if subject is None else subject.name


def _may_list(sysadmin: bool, given: Sequence[Given]) -> bool:
    """Whether the list of all repositories is theirs to see."""
    return sysadmin or any(one.kind == "system" and ("catalog", "read") in one.permissions for one in given)


def _still_meant(access: Rights, meant: Mapping[str, int]) -> Rights:
    """Without the rights in a project that was deleted and made again since the token was given."""
    return {
        name: (actions if meant.get(name.partition("/")[0]) == project_id else NONE, project_id)
        for name, (actions, project_id) in access.items()
    }
