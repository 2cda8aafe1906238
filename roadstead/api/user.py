"""user: the people who sign in."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import SIGNED_IN, oneself, own, system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.user import (
    OIDCCliSecretReq,
    PasswordReq,
    UserCreationReq,
    UserProfile,
    UserSearchRespItem,
    UserSysAdminFlag,
    user_resp,
)
from roadstead.errors import Refusal


@operation("listUsers", system("user", "list"))
def list_users(call: Call) -> Reply:
    """A page of users, by name unless it is asked otherwise."""
    listing = call.listing()
    profiles, total = call.services.people.page(listing)
    return call.page(listing, [user_resp(one) for one in profiles], total)


@operation("createUser", own("user", "create"))
def create_user(call: Call) -> Reply:
    """A new user: by an administrator, or by anybody where people may make accounts of their own."""
    if call.services.policy().self_registration and call.caller.kind != "robot":
        call.demanded = True
    else:
        call.demand("user", "create")
    sent = call.body(UserCreationReq)
    made = call.services.identity.create(
        sent.username or "", sent.password or "", details=sent.details, actor=call.caller.actor
    )
    return call.created(made.id)


@operation("searchUsers", SIGNED_IN)
def search_users(call: Call) -> Reply:
    """Users whose name holds a text: for everybody signed in, who may want to make them members."""
    listing = call.listing()
    found, total = call.services.people.search(call.text("username"), listing)
    return call.page(listing, [UserSearchRespItem(*one) for one in found], total)


@operation("getUser", oneself("user", "read"))
def get_user(call: Call) -> Reply:
    """One user."""
    return Reply(body=user_resp(call.services.people.profile(call.number("user_id"))))


@operation("updateUserProfile", oneself("user", "update"))
def update_user_profile(call: Call) -> Reply:
    """Change address, real name, comment."""
    details = call.body(UserProfile).details
    call.services.people.set_details(call.number("user_id"), details, actor=call.caller.actor)
    return Reply()


@operation("deleteUser", system("user", "delete"))
def delete_user(call: Call) -> Reply:
    """End an account, and free its name."""
    check_rank(call)
    caller = call.caller
    call.services.identity.delete(call.number("user_id"), actor=caller.actor, by=caller.account_id)
    return Reply()


@operation("setUserSysAdmin", system("user", "update"))
def set_user_sys_admin(call: Call) -> Reply:
    """Make a user an administrator, or one no more: only administrators do, no robot."""
    caller = call.caller
    if not caller.sysadmin:
        raise call.denied()
    flag = call.body(UserSysAdminFlag).sysadmin_flag or False
    call.services.people.set_sysadmin(call.number("user_id"), flag, actor=caller.actor, by=caller.account_id)
    return Reply()


@operation("updateUserPassword", oneself("user", "update"))
def update_user_password(call: Call) -> Reply:
    """A new password: one's own with the old one, somebody else's without."""
    sent, user_id, actor = call.body(PasswordReq), call.number("user_id"), call.caller.actor
    identity = call.services.identity
    try:
        if call.caller.account_id == user_id:
            identity.change_password(user_id, sent.old_password or "", sent.new_password or "", actor=actor)
        else:
            check_rank(call)
            identity.set_password(user_id, sent.new_password or "", actor=actor)
    except Refusal as refusal:
        if refusal.code != "NOT_FOUND":
            raise
        raise Refusal("BAD_REQUEST", f"user_id: {refusal.message}") from None  # the contract has no 404 here
    return Reply()


@operation("setCliSecret", oneself("user", "update"))
def set_cli_secret(call: Call) -> Reply:
    """The secret of somebody who signs in by OIDC: nobody does yet."""
    call.body(OIDCCliSecretReq)
    raise Refusal("PRECONDITION", "a CLI secret is for those who sign in by OIDC: here it is the password")


def check_rank(call: Call) -> None:
    """Raises Refusal FORBIDDEN when one who is no administrator, such as a robot, would change one who is."""
    if call.caller.sysadmin:
        return
    account = call.services.identity.by_id(call.number("user_id"))
    if account is not None and account.sysadmin:
        raise call.denied()
