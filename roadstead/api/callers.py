"""Who sends a request: basic authentication of a user or a robot, the session of a browser, or nobody.

Whatever a browser does by itself, other sites could make it do. So a change that comes by a cookie must carry the
session's token, which only our own pages can read, and no change is taken that another site has begun.
"""

from __future__ import annotations

from roadstead.api.services import Services
from roadstead.domain.access import credentials
from roadstead.domain.access.caller import Caller
from roadstead.domain.access.robot_rights import caller_of
from roadstead.domain.identity.lockout import wrong
from roadstead.domain.robots.model import Robot
from roadstead.domain.sessions.model import is_token, token_of
from roadstead.errors import Refusal
from roadstead.server.cookies import cookie
from roadstead.server.http import Request
from roadstead.server.origin import from_another_site

SID = "sid"
"""The cookie of a session."""
CSRF = b"x-harbor-csrf-token"
SAFE = ("GET", "HEAD", "OPTIONS")


def find_caller(services: Services, request: Request, *, compute: bool = False) -> Caller:
    """Blocks. Raises Refusal UNAUTHORIZED when a credential is not valid: it is never passed over.

    A session that is over is nobody. Raises Refusal FORBIDDEN for a change that another site may have begun; without
    `compute` Unremembered, for a password that was not found right lately: then ask again among `services.logins`.
    """
    check_site(services, request)
    authorization = request.headers.get(b"authorization")
    if authorization is not None:
        return _of_authorization(services, request, authorization, compute)
    secret = cookie(request.headers.get(b"cookie"), SID)
    session = services.sessions.find(secret) if secret else None
    if session is None:
        return Caller("anonymous", address=request.address)
    answer_token(request, secret)
    if request.method not in SAFE and not is_token(secret, request.headers.get(CSRF, b"")):
        text = "X-Harbor-CSRF-Token is missing or not this session's: send the one of the last answer with the change"
        raise Refusal("FORBIDDEN", text)
    account = session.account
    return Caller("user", account.id, account.username, account.sysadmin, request.address, session.id)


def check_site(services: Services, request: Request) -> None:
    """Raises Refusal FORBIDDEN for a change that a browser sends for another site."""
    if request.method not in SAFE and from_another_site(request.headers, services.settings.external_url):
        text = "another site sends this: if it is the registry's own, `external_url` must say how it is reached"
        raise Refusal("FORBIDDEN", text)


def answer_token(request: Request, secret: str) -> None:
    """Let the answer, whatever it becomes, carry the token of the session."""
    request.scope["roadstead.headers"] = [(CSRF, token_of(secret).encode())]


def _of_authorization(services: Services, request: Request, authorization: bytes, compute: bool) -> Caller:
    scheme, rest = credentials.scheme_and_rest(authorization)
    pair = credentials.basic(rest) if scheme == b"basic" else None
    if pair is None:
        raise wrong()
    found = services.access.sign_in(*pair, request.address, f"{request.method} {request.path}", compute=compute)
    if isinstance(found, Robot):
        return caller_of(found, request.address)
    return Caller("user", found.id, found.username, found.sysadmin, request.address)
