"""usergroup: groups of users that a directory keeps."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import SIGNED_IN, system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.usergroup import UserGroupReq, UserGroupSearchItem, user_group
from roadstead.errors import Refusal


@operation("listUserGroups", system("user-group", "list"))
def list_user_groups(call: Call) -> Reply:
    """A page of groups by name."""
    listing = call.listing()
    groups, total = call.services.groups.page(listing.window, call.text("group_name"), call.text("ldap_group_dn"))
    return call.page(listing, [user_group(one) for one in groups], total)


@operation("createUserGroup", system("user-group", "create"))
def create_user_group(call: Call) -> Reply:
    """A new group."""
    sent = call.body(UserGroupReq)
    made = call.services.groups.create(
        sent.group_name or "", sent.group_type or 0, sent.ldap_group_dn or "", actor=call.caller.actor
    )
    return call.created(made.id)


@operation("searchUserGroups", SIGNED_IN)
def search_user_groups(call: Call) -> Reply:
    """Groups whose name holds a text: for everybody signed in, who may want to make them members."""
    listing = call.listing()
    groups, total = call.services.groups.page(listing.window, call.text("groupname"))
    return call.page(listing, [UserGroupSearchItem(one.id, one.name, int(one.kind)) for one in groups], total)


@operation("getUserGroup", system("user-group", "read"))
def get_user_group(call: Call) -> Reply:
    """One group."""
    return Reply(body=user_group(call.services.groups.by_id(call.number("group_id"))))


@operation("updateUserGroup", system("user-group", "update"))
def update_user_group(call: Call) -> Reply:
    """Another name; type and DN stay."""
    name = call.body(UserGroupReq).group_name or ""
    call.services.groups.rename(call.number("group_id"), name, actor=call.caller.actor)
    return Reply()


@operation("deleteUserGroup", system("user-group", "delete"))
def delete_user_group(call: Call) -> Reply:
    """End a group, and what its people may do by it."""
    try:
        call.services.groups.delete(call.number("group_id"), actor=call.caller.actor)
    except Refusal as refusal:
        if refusal.code != "NOT_FOUND":
            raise
        raise Refusal("BAD_REQUEST", f"group_id: {refusal.message}") from None  # the contract has no 404 here
    return Reply()
