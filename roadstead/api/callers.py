"""Who sends a request: basic authentication of a user or a robot, or nobody."""

from __future__ import annotations

from roadstead.api.services import Services
from roadstead.domain.access import credentials
from roadstead.domain.access.caller import Caller
from roadstead.errors import Refusal
from roadstead.server.http import Request


def find_caller(services: Services, request: Request) -> Caller:
    """Blocks. Raises Refusal UNAUTHORIZED when a credential is not valid: it is never passed over."""
    authorization = request.headers.get(b"authorization")
    if authorization is None:
        return Caller("anonymous", address=request.address)
    scheme, rest = credentials.scheme_and_rest(authorization)
    pair = credentials.basic(rest) if scheme == b"basic" else None
    account = services.identity.check(*pair) if pair else None
    if account is None:
        raise Refusal("UNAUTHORIZED", "the user name or the password is not right, or the account is closed")
    return Caller("user", account.id, account.username, account.sysadmin, request.address)
