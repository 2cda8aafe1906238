"""configure: what administrators set while the registry runs."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import system
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.wire.configure import answered, internal, settable


@operation("getConfigurations", system("configuration", "read"))
def get_configurations(call: Call) -> Reply:
    """Every key but secrets, with its value."""
    return Reply(body=answered(call.services.configuration.now()))


@operation("updateConfigurations", system("configuration", "update"))
def update_configurations(call: Call) -> Reply:
    """Set some of the keys."""
    sent = settable(call.body(dict[str, object]))
    call.services.configuration.set(sent, call.caller.actor)
    return Reply()


@operation("getInternalconfig", system("configuration", "read"))
def get_internalconfig(call: Call) -> Reply:
    """The same with the keys that only the registry itself sets; no secrets either."""
    return Reply(body=internal(call.services.configuration.now()))
