"""artifact: what one has to say beyond its attributes."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.repositories import full_name
from roadstead.domain.catalog.additions import VULNERABILITIES

READ = project("artifact-addition", "read", "project_name")


@operation("getAddition", READ)
def get_addition(call: Call) -> Reply:
    """Build history, values.yaml, readme.md, dependencies, license, files or sbom, as far as the artifact has them."""
    return _addition(call, call.text("addition"))


@operation("getVulnerabilitiesAddition", READ)
def get_vulnerabilities(call: Call) -> Reply:
    """What scanners found: nothing yet."""
    return _addition(call, VULNERABILITIES)


def _addition(call: Call, name: str) -> Reply:
    found = call.services.additions.read(full_name(call), call.text("reference"), name)
    # Strangers wrote it: no browser is to guess that it is anything else.
    headers = [(b"content-type", found.media_type.encode()), (b"x-content-type-options", b"nosniff")]
    return Reply(body=found.content, headers=headers)
