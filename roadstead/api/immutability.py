"""immutable: a project's rules about tags that are neither moved nor deleted."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.immutability import Written, rule


@operation("ListImmuRules", project("immutable-tag", "list"))
def list_rules(call: Call) -> Reply:
    """In the order in which they were made."""
    listing = call.listing()
    found, total = call.services.immutability.page(call.project, listing)
    return call.page(listing, [rule(one) for one in found], total)


@operation("CreateImmuRule", project("immutable-tag", "create"))
def create_rule(call: Call) -> Reply:
    """In force at once, also for tags that are there."""
    draft = call.body(Written).draft()
    return call.created(call.services.immutability.create(call.project, draft, call.caller.actor))


@operation("UpdateImmuRule", project("immutable-tag", "update"))
def update_rule(call: Call) -> Reply:
    """What is not sent stays as it was."""
    draft = call.body(Written).draft()
    call.services.immutability.change(call.project, call.number("immutable_rule_id"), draft, call.caller.actor)
    return Reply()


@operation("DeleteImmuRule", project("immutable-tag", "delete"))
def delete_rule(call: Call) -> Reply:
    """Its tags may change from now on."""
    call.services.immutability.delete(call.project, call.number("immutable_rule_id"), call.caller.actor)
    return Reply()
