"""What is set of a project by name: read, add, change, take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.projects import metadata_store, store
from roadstead.domain.projects.model import Standing, absent
from roadstead.domain.projects.rules import PUBLIC, checked
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


class Metadata:
    """The metadata of projects; `public` is among them and is always set."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def all(self, standing: Standing) -> dict[str, str]:
        """Everything that is set."""
        return {
            PUBLIC: str(standing.public).lower(),
            **dict(self.db.read(metadata_store.of_project, standing.project_id)),
        }

    def one(self, standing: Standing, name: str) -> str:
        """The value. Raises Refusal NOT_FOUND."""
        value = self.all(standing).get(name)
        if value is None:
            raise _not_set(name)
        return value

    def add(self, standing: Standing, given: Mapping[str, str], actor: Actor) -> None:
        """Set what is not set yet, all or nothing. Raises Refusal BAD_REQUEST, CONFLICT, NOT_FOUND."""
        values = checked(given)
        if not values:
            raise Refusal("BAD_REQUEST", "metadata: an object with at least one name is expected")

        def add(tx: Tx) -> None:
            for name, value in values.items():
                if name == PUBLIC or not metadata_store.add(tx, standing.project_id, name, value):
                    raise Refusal("CONFLICT", f"metadata.{name} is set already: change it by PUT")

        told = ", ".join(f"{name} = {value}" for name, value in values.items())
        self._write(standing, "create", told, actor, add)

    def change(self, standing: Standing, name: str, given: Mapping[str, str], actor: Actor) -> None:
        """Another value for a name that is set. Raises Refusal BAD_REQUEST, NOT_FOUND."""
        if set(given) != {name}:
            raise Refusal("BAD_REQUEST", f'metadata: {{"{name[:100]}": VALUE}} and no other name is expected')
        value = checked(given)[name]

        def change(tx: Tx) -> None:
            if name == PUBLIC:
                store.change(tx, standing.project_id, value == "true", None, now_ms())
            elif not metadata_store.change(tx, standing.project_id, name, value):
                raise _not_set(name)

        self._write(standing, "update", f"{name} = {value}", actor, change)

    def remove(self, standing: Standing, name: str, actor: Actor) -> None:
        """Set it no longer. Raises Refusal BAD_REQUEST for `public`, NOT_FOUND."""
        if name == PUBLIC:
            raise Refusal("BAD_REQUEST", "metadata.public is always set: make it false by PUT")

        def remove(tx: Tx) -> None:
            if not metadata_store.remove(tx, standing.project_id, name):
                raise _not_set(name)

        self._write(standing, "delete", name, actor, remove)

    def _write(self, standing: Standing, operation: str, what: str, actor: Actor, work: Callable[[Tx], None]) -> None:
        def write(tx: Tx) -> None:
            if not store.change(tx, standing.project_id, None, None, now_ms()):
                raise absent(standing.name)
            work(tx)
            record(tx, Entry(actor, operation, "metadata", standing.name, standing.project_id, what))
            tx.touch(f"project:{standing.name}")

        self.db.write(write)


def _not_set(name: str) -> Refusal:
    return Refusal("NOT_FOUND", f"metadata.{name[:100]} is not set")
