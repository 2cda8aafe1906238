"""Signing in and out, and whether a name is taken."""

from __future__ import annotations

from roadstead.api.callers import SID, answer_token, check_site
from roadstead.api.reply import Reply
from roadstead.api.services import Services
from roadstead.domain.identity.model import Unremembered
from roadstead.errors import Refusal
from roadstead.server.cookies import cookie, remove_cookie, set_cookie
from roadstead.server.forms import Form, field, read_form
from roadstead.server.http import Request
from roadstead.server.origin import from_another_site

NO_STORE = (b"cache-control", b"no-store")


async def login(services: Services, request: Request) -> Reply:
    """POST /c/login, a form with `principal` and `password`: a new session in the cookie `sid`."""
    check_site(services, request)
    form = await read_form(request)
    name, password = field(form, "principal"), field(form, "password")
    agent = request.headers.get(b"user-agent", b"").decode("latin-1")
    before = cookie(request.headers.get(b"cookie"), SID)
    given = name, password, request.address, agent, before
    try:
        secret = await services.threads.run(services.sessions.begin, *given, compute=False)
    except Unremembered:
        secret = await services.logins.run(services.sessions.begin, *given)
    answer_token(request, secret)
    return Reply(headers=[set_cookie(SID, secret, secure=_secure(services)), NO_STORE])


async def log_out(services: Services, request: Request) -> Reply:
    """GET /c/log_out: the session ends, the cookie goes. Other sites cannot ask for it."""
    if from_another_site(request.headers, services.settings.external_url):
        raise Refusal("FORBIDDEN", "another site sends this")
    secret = cookie(request.headers.get(b"cookie"), SID)
    if secret:
        await services.threads.run(services.sessions.end, secret, request.address)
    return Reply(headers=[remove_cookie(SID, secure=_secure(services)), NO_STORE])


async def user_exists(services: Services, request: Request) -> Reply:
    """POST /c/userExists, a form with `target` (username or email) and `value`: `true` or `false`."""
    form = await read_form(request)
    return await services.threads.run(_user_exists, services, form)


def _user_exists(services: Services, form: Form) -> Reply:
    has = {"username": services.people.has_name, "email": services.people.has_email}.get(field(form, "target"))
    if has is None:
        raise Refusal("BAD_REQUEST", "target: username or email")
    value = field(form, "value")
    return Reply(body="\0" not in value and has(value), headers=[NO_STORE])


def _secure(services: Services) -> bool:
    """Whether browsers come by https: then the cookie never leaves by anything else."""
    settings = services.settings
    return settings.secure or (settings.external_url or "").startswith("https://")
