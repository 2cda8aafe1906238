"""`/service/token`: what is asked and who asks, to a token (Docker's token and OAuth2 forms). Blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from roadstead.domain.access import credentials
from roadstead.domain.access.model import Subject
from roadstead.domain.access.scopes import parse_scopes
from roadstead.domain.access.service import Access
from roadstead.errors import Refusal
from roadstead.registry.http import Request
from roadstead.registry.parts import Parts
from roadstead.registry.routes import Route
from roadstead.server.forms import field, read_form
from roadstead.server.http import JSON, Answer

NO_STORE = (b"cache-control", b"no-store")
REALM = b'Basic realm="roadstead",charset="UTF-8"'


def give_token(
    access: Access,
    *,
    authorization: bytes | None,
    service: str | None,
    scopes: Sequence[str],
    address: str,
    compute: bool,
) -> dict[str, Any]:
    """GET: the token's JSON for Basic credentials, or for nobody known when there are none.

    Raises Refusal UNAUTHORIZED (one answer, whether the name or the password is wrong), BAD_REQUEST; Unremembered as
    `Identity.sign_in` does.
    """
    _check_service(access, service)
    asked = parse_scopes(scopes)
    subject = None if authorization is None else _subject(access, _basic(authorization), address, scopes, compute)
    return access.token(subject, asked)


def give_token_for_password(
    access: Access, form: Mapping[str, Sequence[str]], address: str, *, compute: bool
) -> dict[str, Any]:
    """POST: the same for a form with `grant_type=password`, as containerd sends it.

    `form` holds every value of each field. Raises Refusal as `give_token` does.
    """

    if (kind := field(form, "grant_type")) != "password":
        raise Refusal("BAD_REQUEST", f"grant_type: {kind[:64]!r} is not supported, use 'password'")
    _check_service(access, field(form, "service") if "service" in form else None)
    scopes = form.get("scope", ())
    asked = parse_scopes(scopes)
    pair = field(form, "username"), field(form, "password")
    return access.token(_subject(access, pair, address, scopes, compute), asked)


def _check_service(access: Access, service: str | None) -> None:
    known = access.settings.tokens.service
    if service not in (None, known):
        raise Refusal("BAD_REQUEST", f"service: tokens are given for {known!r} alone")


def _basic(authorization: bytes) -> tuple[str, str] | None:
    scheme, rest = credentials.scheme_and_rest(authorization)
    return credentials.basic(rest) if scheme == b"basic" else None


def _subject(
    access: Access, pair: tuple[str, str] | None, address: str, scopes: Sequence[str], compute: bool
) -> Subject:
    headers: tuple[tuple[bytes, bytes], ...] = ()
    if pair is not None:
        try:
            return access.sign_in(*pair, address, " ".join(["token", *scopes]), compute=compute)
        except Refusal as refusal:
            if refusal.code != "UNAUTHORIZED":
                raise
            headers = refusal.headers
    raise Refusal("UNAUTHORIZED", headers=((b"www-authenticate", REALM), *headers))


async def get_token(parts: Parts, request: Request, route: Route) -> Answer:
    """GET /service/token."""
    given = await parts.login(
        give_token,
        parts.access,
        authorization=request.headers.get(b"authorization"),
        service=request.query("service"),
        scopes=request.query_all("scope"),
        address=request.address,
    )
    return Answer(200, [JSON, NO_STORE], msgspec.json.encode(given))


async def post_token(parts: Parts, request: Request, route: Route) -> Answer:
    """POST /service/token, a form."""
    fields = await read_form(request)
    given = await parts.login(give_token_for_password, parts.access, fields, request.address)
    return Answer(200, [JSON, NO_STORE], msgspec.json.encode(given))
