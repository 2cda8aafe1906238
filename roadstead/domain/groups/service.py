"""What others may ask of groups. Every call blocks: a worker thread's work."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.tx import IntegrityError, Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.groups import store
from roadstead.domain.groups.model import Group, GroupKind, NewGroup, check_name, checked
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


class Groups:
    """Groups: make, find, rename, end. What a group may do in projects, everybody in it may."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def create(self, name: str, kind: int, ldap_dn: str, *, actor: Actor) -> Group:
        """The new group. Raises Refusal BAD_REQUEST, CONFLICT."""
        group = checked(name, kind, ldap_dn)

        def add(tx: Tx) -> Group:
            made = _add(tx, group, actor)
            if made is None:
                raise Refusal("CONFLICT", f"group_name: there is a group {group.name} of this type, or with this DN")
            return made

        return self.db.write(add)

    @staticmethod
    def find_or_create(tx: Tx, group: NewGroup, actor: Actor) -> Group:
        """The group, made if it is not there yet, in the caller's transaction."""
        row = store.same(tx, group.name, group.kind, group.ldap_dn)
        found = _group(row) if row else _add(tx, group, actor)
        if found is None:  # another DN has the name
            raise Refusal("CONFLICT", f"group_name: there is another group {group.name} of this type")
        return found

    @staticmethod
    def by_id_in(tx: Tx, group_id: int) -> Group | None:
        """The group, in the caller's transaction."""
        row = store.by_id(tx, group_id)
        return None if row is None else _group(row)

    @staticmethod
    def named(tx: Tx, name: str, kind: int) -> Group | None:
        """The group of this name and kind, likewise."""
        row = store.same(tx, name, kind, "")
        return None if row is None else _group(row)

    def by_id(self, group_id: int) -> Group:
        """Raises Refusal NOT_FOUND."""
        return self.db.read(known, group_id)

    def page(self, window: tuple[int, int], name: str = "", ldap_dn: str = "") -> tuple[list[Group], int]:
        """(a page of groups, the number of all): whose name holds `name`, and with this DN if it is not empty.

        `window` is (limit, offset).
        """
        rows, total = self.db.read(store.page, name, ldap_dn, window)
        return [_group(row) for row in rows], total

    def rename(self, group_id: int, name: str, *, actor: Actor) -> None:
        """Raises Refusal BAD_REQUEST (a rule, or the name is taken), NOT_FOUND."""
        check_name(name)

        def change(tx: Tx) -> None:
            before = known(tx, group_id)
            store.rename(tx, group_id, name, now_ms())
            record(tx, Entry(actor, "update", "user-group", before.name, description=f"renamed to {name}"))

        try:
            self.db.write(change)
        except IntegrityError:
            raise Refusal("BAD_REQUEST", f"group_name: there is another group {name} of this type") from None

    def delete(self, group_id: int, *, actor: Actor) -> None:
        """End the group; what its people may do by it ends at once. Raises Refusal NOT_FOUND."""

        def end(tx: Tx) -> None:
            group = known(tx, group_id)
            for account_id in store.accounts(tx, group_id):
                tx.touch(f"account:{account_id}")
            store.delete(tx, group_id)
            record(tx, Entry(actor, "delete", "user-group", group.name))

        self.db.write(end)


def known(tx: Tx, group_id: int) -> Group:
    """The group. Raises Refusal NOT_FOUND."""
    found = Groups.by_id_in(tx, group_id)
    if found is None:
        raise Refusal("NOT_FOUND", f"there is no group {group_id}")
    return found


def _add(tx: Tx, group: NewGroup, actor: Actor) -> Group | None:
    row = store.add(tx, group.name, group.kind, group.ldap_dn, now_ms())
    if row is None:
        return None
    record(tx, Entry(actor, "create", "user-group", group.name))
    return _group(row)


def _group(row: Row) -> Group:
    return Group(row[0], row[1], GroupKind(row[2]), row[3])
