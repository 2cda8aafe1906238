"""artifact: copies from one repository into another."""

from __future__ import annotations

import re

from roadstead.api.call import Call
from roadstead.api.guards import project
from roadstead.api.operations import operation
from roadstead.api.reply import Reply
from roadstead.api.repositories import full_name
from roadstead.domain.catalog.copying import Copy
from roadstead.domain.projects.model import Standing
from roadstead.errors import Refusal
from roadstead.oci.digest import digest_fault
from roadstead.oci.reference import is_repository_name, is_tag

_FROM = re.compile(r"(?P<project>[^/@:]+)/(?P<path>[^@:]+)(?:@(?P<digest>.+)|:(?P<tag>.+))")


@operation("CopyArtifact", project("artifact", "create", "project_name"))
def copy_artifact(call: Call) -> Reply:
    """`from` is `project/repository@digest` or `project/repository:tag`; who copies must be able to pull it."""
    written = call.text("from")
    source = _FROM.fullmatch(written)
    target = full_name(call)
    if source is None or not _is_well_formed(source):
        raise Refusal("BAD_REQUEST", "from: PROJECT/REPOSITORY@DIGEST or PROJECT/REPOSITORY:TAG is expected")
    if not is_repository_name(target):
        raise Refusal("BAD_REQUEST", f"repository_name: {target[:255]!r} is no name of a repository")
    standing = _source(call, source["project"])
    repository = f"{source['project']}/{source['path']}"
    asked = Copy(standing, repository, source["digest"] or source["tag"], target, call.caller.actor)
    return call.created(call.services.copies.copy(asked))


def _is_well_formed(source: re.Match[str]) -> bool:
    digest, tag = source["digest"], source["tag"]
    fitting = is_tag(tag) if digest is None else digest_fault(digest) is None
    return fitting and is_repository_name(f"{source['project']}/{source['path']}")


def _source(call: Call, name: str) -> Standing:
    """The project to copy from; absent and private are the same to everybody but system administrators."""
    standing = call.services.projects.standing(call.caller.account_id, name, by_name=True)
    if standing is not None:
        call.demand("repository", "pull", standing)
        return standing
    if call.caller.sysadmin:
        raise Refusal("NOT_FOUND", f"project {name[:100]} does not exist")
    raise call.denied()
