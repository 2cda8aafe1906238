"""Who is what in a project: accounts and groups, each with one role."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.tx import IntegrityError, Row, Tx
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import record
from roadstead.domain.groups.model import Group, GroupKind, checked
from roadstead.domain.groups.service import Groups
from roadstead.domain.identity.model import Account
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects import member_store
from roadstead.domain.projects.membership import Member, Whom
from roadstead.domain.projects.model import Role, Standing, absent
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms


class Members:
    """The members of projects. Every change is seen by the next request on `/v2/`."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._identity = Identity(db)

    def page(self, standing: Standing, part: str, window: tuple[int, int]) -> tuple[int, list[Member]]:
        """(how many there are in all, a page of those whose names hold `part`); `window` is (limit, offset)."""
        total, rows = self.db.read(member_store.page, standing.project_id, part, *window)
        return total, [_member(row) for row in rows]

    def one(self, standing: Standing, member_id: int) -> Member:
        """Raises Refusal NOT_FOUND, also for a member of another project."""
        return self.db.read(_known, standing, member_id)

    def add(self, standing: Standing, whom: Whom, role: Role, actor: Actor) -> int:
        """The new member's id. Raises Refusal BAD_REQUEST for somebody absent, CONFLICT for a member, NOT_FOUND."""
        whom.check()
        account = self._account(whom) if whom.is_account else None

        def add(tx: Tx) -> int:
            if account is not None:
                name, account_id, group_id = account.username, account.id, None
            else:
                group = _group(tx, whom, actor)
                name, account_id, group_id = group.name, None, group.id
            found = member_store.add(tx, standing.project_id, account_id, group_id, role, now_ms())
            if found is None:
                raise Refusal("CONFLICT", f"{name} is a member of project {standing.name} already")
            _note(tx, standing, "create", name, f"as {role.name}", actor)
            return found

        try:
            return self.db.write(add)
        except IntegrityError:  # the project was deleted meanwhile
            raise absent(standing.name) from None

    def change(self, standing: Standing, member_id: int, role: Role, actor: Actor) -> None:
        """Another role. Raises Refusal NOT_FOUND."""

        def change(tx: Tx) -> None:
            member = _known(tx, standing, member_id)
            member_store.set_role(tx, member_id, role)
            _note(tx, standing, "update", member.name, f"as {role.name}", actor)

        self.db.write(change)

    def remove(self, standing: Standing, member_id: int, actor: Actor) -> None:
        """No member any more. Raises Refusal NOT_FOUND."""

        def remove(tx: Tx) -> None:
            member = _known(tx, standing, member_id)
            member_store.remove(tx, member_id)
            _note(tx, standing, "delete", member.name, f"was {member.role.name}", actor)

        self.db.write(remove)

    def set(self, standing: Standing, username: str, role: Role, actor: Actor) -> None:
        """`add`, or `change` for whoever is a member. Raises Refusal BAD_REQUEST, NOT_FOUND."""
        member_id = self._of_account(standing, username)
        if member_id is None:
            self.add(standing, Whom(username=username), role, actor)
        else:
            self.change(standing, member_id, role, actor)

    def remove_account(self, standing: Standing, username: str, actor: Actor) -> None:
        """`remove` by the account's name. Raises Refusal NOT_FOUND."""
        member_id = self._of_account(standing, username)
        if member_id is None:
            raise Refusal("NOT_FOUND", f"{username} is no member of project {standing.name}")
        self.remove(standing, member_id, actor)

    def _of_account(self, standing: Standing, username: str) -> int | None:
        account = self._identity.by_name(username)
        if account is None:
            raise Refusal("NOT_FOUND", f"there is no account {username!r}")
        row = self.db.read(member_store.of_account, standing.project_id, account.id)
        return None if row is None else int(row[0])

    def _account(self, whom: Whom) -> Account:
        found = self._identity.by_id(whom.user_id) if whom.user_id else self._identity.by_name(whom.username)
        if found is None:
            named = str(whom.user_id) if whom.user_id else repr(whom.username[:100])
            raise Refusal("BAD_REQUEST", f"member_user: there is no account {named}")
        return found


def _group(tx: Tx, whom: Whom, actor: Actor) -> Group:
    """The group; one of LDAP that is named by its place there is made when it is first a member."""
    if whom.group_dn:
        return Groups.find_or_create(tx, checked(whom.group_name, GroupKind.LDAP, whom.group_dn), actor)
    found = Groups.by_id_in(tx, whom.group_id) if whom.group_id else Groups.named(tx, whom.group_name, whom.group_kind)
    if found is None:
        named = str(whom.group_id) if whom.group_id else f"{whom.group_name[:100]!r} of type {whom.group_kind}"
        raise Refusal("BAD_REQUEST", f"member_group: there is no group {named}")
    return found


def _known(tx: Tx, standing: Standing, member_id: int) -> Member:
    row = member_store.one(tx, standing.project_id, member_id)
    if row is None:
        raise Refusal("NOT_FOUND", f"project {standing.name} has no member {member_id}")
    return _member(row)


def _member(row: Row) -> Member:
    member_id, project_id, role, account_id, group_id, name = row
    return Member(member_id, project_id, Role(role), account_id or group_id, group_id is not None, name)


def _note(tx: Tx, standing: Standing, operation: str, name: str, how: str, actor: Actor) -> None:
    resource = f"{standing.name}/{name}"
    record(tx, Entry(actor, operation, "member", resource, standing.project_id, how))
    tx.touch(f"project:{standing.name}")
