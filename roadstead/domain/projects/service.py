"""What others may ask of projects and their members. Every call blocks: a worker thread's work."""

from __future__ import annotations

from collections.abc import Collection

from roadstead.db.database import Database
from roadstead.db.tx import IntegrityError, Row, Tx
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects import store
from roadstead.domain.projects.model import Project, Role, Standing, check_project_name, role_named
from roadstead.errors import Refusal
from roadstead.kit.clock import now_ms
from roadstead.oci.reference import is_project_name


class Projects:
    """Projects: make, find, open or close, end; and who is what in them."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._identity = Identity(db)

    def create(self, name: str, *, public: bool = False, owner_id: int | None = None) -> Project:
        """The new project, its owner a projectAdmin. Raises Refusal BAD_REQUEST, CONFLICT."""
        check_project_name(name)
        return self.db.write(self.create_in, name, public=public, owner_id=owner_id)

    @staticmethod
    def create_in(tx: Tx, name: str, *, public: bool, owner_id: int | None) -> Project:
        """`create` in the caller's transaction; the name is already checked."""
        row = store.add(tx, name, public, owner_id, now_ms())
        if row is None:
            raise Refusal("CONFLICT", f"project {name} exists already")
        if owner_id is not None:
            store.set_member(tx, row[0], owner_id, Role.projectAdmin, now_ms())
        tx.touch(f"project:{name}")
        return _project(row)

    def by_name(self, name: str) -> Project | None:
        """The project that has this name now."""
        row = self.db.read(store.by_name, name) if is_project_name(name) else None
        return None if row is None else _project(row)

    def all(self) -> list[Project]:
        """Every project, by name in byte order."""
        return [_project(row) for row in self.db.read(store.all_by_name)]

    def set_public(self, name: str, public: bool) -> None:
        """Let everybody pull, or members alone. Raises Refusal NOT_FOUND."""

        def change(tx: Tx) -> None:
            if not store.set_public(tx, name, public):
                raise _absent(name)
            tx.touch(f"project:{name}")

        self.db.write(change)

    def delete(self, name: str) -> None:
        """End the project. Raises Refusal NOT_FOUND; PRECONDITION while it has repositories."""

        def end(tx: Tx) -> None:
            project_id = _known(tx, name)
            if store.has_repositories(tx, project_id):
                raise _holds(name)
            store.delete(tx, project_id)
            tx.touch(f"project:{name}")

        try:
            self.db.write(end)
        except IntegrityError:  # a push made a repository meanwhile
            raise _holds(name) from None

    def set_member(self, project: str, username: str, role_name: str) -> None:
        """Give the account a role in the project. Raises Refusal BAD_REQUEST (role), NOT_FOUND."""
        role = role_named(role_name)
        account_id = self._account(username)

        def change(tx: Tx) -> None:
            store.set_member(tx, _known(tx, project), account_id, role, now_ms())
            tx.touch(f"project:{project}")

        try:
            self.db.write(change)
        except IntegrityError:  # the project was deleted meanwhile
            raise _absent(project) from None

    def remove_member(self, project: str, username: str) -> None:
        """Take the account out of the project. Raises Refusal NOT_FOUND."""
        account_id = self._account(username)

        def change(tx: Tx) -> None:
            if not store.remove_member(tx, _known(tx, project), account_id):
                raise Refusal("NOT_FOUND", f"{username} is no member of project {project}")
            tx.touch(f"project:{project}")

        self.db.write(change)

    def standings(self, account_id: int, names: Collection[str]) -> dict[str, Standing]:
        """What the account (0: nobody known) is to each of the projects that exist."""
        if not names:
            return {}
        return {one.name: one for one in _standings(self.db.read(store.standings, account_id, list(names)))}

    def standing(self, account_id: int, named: str, *, by_name: bool = False) -> Standing | None:
        """What the account is to the project of that name or, unless `by_name`, of that id; None: there is none."""
        if named.isascii() and named.isdigit() and not by_name:
            rows = self.db.read(store.standing_by_id, account_id, int(named)) if len(named) < 19 else []
        else:
            rows = self.db.read(store.standings, account_id, [named]) if is_project_name(named) else []
        return next(iter(_standings(rows)), None)

    def _account(self, username: str) -> int:
        account = self._identity.by_name(username)
        if account is None:
            raise Refusal("NOT_FOUND", f"there is no account {username!r}")
        return account.id


def _known(tx: Tx, name: str) -> int:
    row = store.by_name(tx, name) if is_project_name(name) else None
    if row is None:
        raise _absent(name)
    return int(row[0])


def _absent(name: str) -> Refusal:
    return Refusal("NOT_FOUND", f"project {name} does not exist")


def _holds(name: str) -> Refusal:
    return Refusal("PRECONDITION", f"project {name} has repositories; delete them first")


def _project(row: Row) -> Project:
    return Project(row[0], row[1], bool(row[2]), row[3])


def _standings(rows: list[Row]) -> list[Standing]:
    """A standing for each project; the rows have one for each role."""
    found: dict[str, Standing] = {}
    for name, project_id, public, role in rows:
        before = found[name].roles if name in found else ()
        found[name] = Standing(project_id, name, bool(public), before if role is None else (*before, role))
    return list(found.values())
