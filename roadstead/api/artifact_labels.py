"""artifact: its labels."""

from __future__ import annotations

from typing import Annotated

import msgspec

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.repositories import AT, full_name


class Chosen(msgspec.Struct):
    """What is read of a label that exists."""

    id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


@operation("addLabel", project("artifact-label", "create", AT))
def add_label(call: Call) -> Reply:
    """A label of the system or of the project."""
    label_id = call.body(Chosen).id
    call.services.artifacts.add_label(
        call.project, full_name(call), call.text("reference"), label_id, call.caller.actor
    )
    return Reply()


@operation("removeLabel", project("artifact-label", "delete", AT))
def remove_label(call: Call) -> Reply:
    """The label itself stays."""
    call.services.artifacts.remove_label(
        call.project, full_name(call), call.text("reference"), call.number("label_id"), call.caller.actor
    )
    return Reply()
