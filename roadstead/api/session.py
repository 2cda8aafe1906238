"""session: who is signed in, from where; and ending that. An addition to the contract."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import SIGNED_IN, oneself
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.session import session
from roadstead.domain.identity.model import Account
from roadstead.errors import Refusal


@operation("listCurrentSessions", SIGNED_IN)
def list_current_sessions(call: Call) -> Reply:
    """The caller's own."""
    return _list(call, _current(call))


@operation("listUserSessions", oneself("user", "read"))
def list_user_sessions(call: Call) -> Reply:
    """Somebody's."""
    return _list(call, _named(call))


@operation("deleteCurrentSession", SIGNED_IN)
def delete_current_session(call: Call) -> Reply:
    """End one of the caller's own."""
    call.services.sessions.revoke(_current(call), call.number("session_id"), call.caller.actor)
    return Reply()


@operation("deleteUserSession", oneself("user", "update"))
def delete_user_session(call: Call) -> Reply:
    """End one of somebody's."""
    call.services.sessions.revoke(_named(call), call.number("session_id"), call.caller.actor)
    return Reply()


@operation("deleteCurrentSessions", SIGNED_IN)
def delete_current_sessions(call: Call) -> Reply:
    """End the caller's own, all but the one that asks."""
    call.services.sessions.revoke_others(_current(call), call.caller.session, call.caller.actor)
    return Reply()


@operation("deleteUserSessions", oneself("user", "update"))
def delete_user_sessions(call: Call) -> Reply:
    """End somebody's, all but the one that asks."""
    call.services.sessions.revoke_others(_named(call), call.caller.session, call.caller.actor)
    return Reply()


def _list(call: Call, account: Account) -> Reply:
    found = call.services.sessions.of(account.id)
    headers = [(b"x-total-count", b"%d" % len(found))]
    return Reply(body=[session(one, call.caller.session) for one in found], headers=headers)


def _current(call: Call) -> Account:
    account = call.services.identity.by_id(call.caller.account_id)
    if account is None:
        raise Refusal("FORBIDDEN", f"{call.caller.name} is a robot: robots have no sessions")
    return account


def _named(call: Call) -> Account:
    account = call.services.identity.by_id(call.number("user_id"))
    if account is None:
        raise Refusal("NOT_FOUND", "there is no such account")
    return account
