"""From a repository's name to its place: the project that must be there, the repository that may be."""

from __future__ import annotations

from roadstead.db.tx import IntegrityError, Tx
from roadstead.domain.catalog import store, write_store
from roadstead.domain.catalog.model import Place
from roadstead.domain.quotas.model import UNLIMITED
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


def place_for_push(tx: Tx, name: str) -> Place:
    """The repository, made if its project exists. Raises Refusal NAME_UNKNOWN when the project does not."""
    project = name.partition("/")[0]
    row = store.project_and_repository(tx, project, name)
    if row is None:
        raise _no_project(project)
    project_id, repository_id, hard = row
    if repository_id is None:
        try:
            repository_id = write_store.add_repository(tx, project_id, name, now_ms())
        except IntegrityError:  # it ended just now
            raise _no_project(project) from None
    return Place(repository_id, project_id, name, UNLIMITED if hard is None else hard)


def _no_project(name: str) -> Refusal:
    return Refusal("NAME_UNKNOWN", f"project {name} does not exist: create it first, a push makes no projects")


def place(tx: Tx, name: str) -> Place | None:
    """The repository, if there is one."""
    row = store.repository(tx, name)
    return None if row is None else Place(row[0], row[1], name)


def known_place(tx: Tx, name: str) -> Place:
    """The repository. Raises Refusal NAME_UNKNOWN."""
    found = place(tx, name)
    if found is None:
        raise Refusal("NAME_UNKNOWN", f"repository {name} does not exist", detail={"name": name})
    return found
