"""projectMetadata: what is set of a project, by name."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply


@operation("listProjectMetadatas", project("metadata", "read"))
def list_project_metadatas(call: Call) -> Reply:
    """Everything that is set."""
    return Reply(body=call.services.projects.metadata.all(call.project))


@operation("addProjectMetadatas", project("metadata", "create"))
def add_project_metadatas(call: Call) -> Reply:
    """Set what is not set yet, all of it or nothing."""
    call.services.projects.metadata.add(call.project, call.body(dict[str, str]), call.caller.actor)
    return Reply()


@operation("getProjectMetadata", project("metadata", "read"))
def get_project_metadata(call: Call) -> Reply:
    """One name with its value."""
    name = call.text("meta_name")
    return Reply(body={name: call.services.projects.metadata.one(call.project, name)})


@operation("updateProjectMetadata", project("metadata", "update"))
def update_project_metadata(call: Call) -> Reply:
    """Another value for a name that is set."""
    given = call.body(dict[str, str])
    call.services.projects.metadata.change(call.project, call.text("meta_name"), given, call.caller.actor)
    return Reply()


@operation("deleteProjectMetadata", project("metadata", "delete"))
def delete_project_metadata(call: Call) -> Reply:
    """Set it no longer."""
    call.services.projects.metadata.remove(call.project, call.text("meta_name"), call.caller.actor)
    return Reply()
