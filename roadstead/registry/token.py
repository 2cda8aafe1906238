"""`/service/token`: what is asked and who asks, to a token (Docker's token and OAuth2 forms). Blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import msgspec

from roadstead.domain.access import credentials
from roadstead.domain.access.scopes import parse_scopes
from roadstead.domain.access.service import Access
from roadstead.domain.identity.model import Account
from roadstead.domain.identity.service import Identity
from roadstead.errors import Refusal
from roadstead.registry.http import Request
from roadstead.registry.parts import Parts
from roadstead.registry.routes import Route
from roadstead.server.bodies import read_body
from roadstead.server.http import JSON, Answer

NO_STORE = (b"cache-control", b"no-store")
FORM_BYTES = 64 << 10
FORM_FIELDS = 100
REALM = b'Basic realm="roadstead",charset="UTF-8"'


def give_token(
    access: Access,
    identity: Identity,
    *,
    authorization: bytes | None,
    service: str | None,
    scopes: Sequence[str],
) -> dict[str, Any]:
    """GET: the token's JSON for Basic credentials, or for nobody known when there are none.

    Raises Refusal UNAUTHORIZED (one answer, whether the name or the password is wrong), BAD_REQUEST.
    """
    _check_service(access, service)
    asked = parse_scopes(scopes)
    account = None if authorization is None else _account(identity, _basic(authorization))
    return access.token(account, asked)


def give_token_for_password(access: Access, identity: Identity, form: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """POST: the same for a form with `grant_type=password`, as containerd sends it.

    `form` holds every value of each field. Raises Refusal as `give_token` does.
    """

    def field(name: str) -> str:
        values = form.get(name, ())
        if len(values) != 1:
            raise Refusal("BAD_REQUEST", f"{name}: send it once")
        return values[0]

    if (kind := field("grant_type")) != "password":
        raise Refusal("BAD_REQUEST", f"grant_type: {kind[:64]!r} is not supported, use 'password'")
    _check_service(access, field("service") if "service" in form else None)
    asked = parse_scopes(form.get("scope", ()))
    return access.token(_account(identity, (field("username"), field("password"))), asked)


def _check_service(access: Access, service: str | None) -> None:
    known = access.settings.tokens.service
    if service not in (None, known):
        raise Refusal("BAD_REQUEST", f"service: tokens are given for {known!r} alone")


def _basic(authorization: bytes) -> tuple[str, str] | None:
    scheme, rest = credentials.scheme_and_rest(authorization)
    return credentials.basic(rest) if scheme == b"basic" else None


def _account(identity: Identity, pair: tuple[str, str] | None) -> Account:
    account = identity.check(*pair) if pair else None
    if account is None:
        raise Refusal("UNAUTHORIZED", headers=((b"www-authenticate", REALM),))
    return account


async def get_token(parts: Parts, request: Request, route: Route) -> Answer:
    """GET /service/token."""
    authorization = request.headers.get(b"authorization")
    given = await parts.pool_for(authorization).run(
        give_token,
        parts.access,
        parts.identity,
        authorization=authorization,
        service=request.query("service"),
        scopes=request.query_all("scope"),
    )
    return Answer(200, [JSON, NO_STORE], msgspec.json.encode(given))


async def post_token(parts: Parts, request: Request, route: Route) -> Answer:
    """POST /service/token, a form."""
    body = await read_body(request, FORM_BYTES, "form")
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FORM_FIELDS)
    except ValueError:
        raise Refusal("BAD_REQUEST", f"form: percent-coded UTF-8, at most {FORM_FIELDS} fields") from None
    given = await parts.logins.run(give_token_for_password, parts.access, parts.identity, fields)
    return Answer(200, [JSON, NO_STORE], msgspec.json.encode(given))
