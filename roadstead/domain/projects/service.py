"""What others may ask of projects. Every call blocks: a worker thread's work."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.db.tx import IntegrityError, Row, Tx
from roadstead.domain.audit.model import CONSOLE, Actor
from roadstead.domain.projects import changes, list_store, lists, member_store, metadata_store, rules, store
from roadstead.domain.projects.members import Members
from roadstead.domain.projects.metadata import Metadata
from roadstead.domain.projects.model import (
    UNLIMITED,
    Change,
    Detail,
    Policy,
    Project,
    Role,
    Sight,
    Standing,
    Wish,
    absent,
    check_project_name,
    check_storage,
    role_named,
)
from roadstead.domain.projects.sight_store import Part, seen
from roadstead.errors import Refusal
from roadstead.oci.reference import is_project_name


class Projects:
    """Projects: make, find, change, end; and what somebody is to one.

    What asks by a project's name is for this machine's command line; what asks by a standing is for callers
    that a guard has let in.
    """

    def __init__(self, db: Database, policy: Callable[[], Policy] = Policy) -> None:
        self.db = db
        self.policy = policy
        self.members = Members(db)
        self.metadata = Metadata(db)

    # ---- making and ending

    def create(
        self, name: str, *, public: bool = False, owner_id: int | None = None, actor: Actor = CONSOLE
    ) -> Project:
        """`make` with nothing else said."""
        return self.make(Wish(name, public), owner_id, actor)

    def make(self, wish: Wish, owner_id: int | None, actor: Actor) -> Project:
        """The new project, its owner a projectAdmin. Raises Refusal BAD_REQUEST, CONFLICT."""
        check_project_name(wish.name)
        if wish.storage is not None:
            check_storage(wish.storage)
        rules.checked(wish.metadata)
        if wish.storage is None:
            wish = msgspec.structs.replace(wish, storage=self.policy().storage)
        return self.db.write(self.make_in, wish, owner_id, actor)

    def make_in(self, tx: Tx, wish: Wish, owner_id: int | None, actor: Actor) -> Project:
        """`make` in the caller's transaction; what is wished is checked already. `storage` None is no limit."""
        return changes.make(tx, wish, UNLIMITED if wish.storage is None else wish.storage, owner_id, actor)

    def delete(self, name: str, actor: Actor = CONSOLE) -> None:
        """End the project. Raises Refusal NOT_FOUND; PRECONDITION while it has repositories."""
        self.end(self.named(name), actor)

    def end(self, standing: Standing, actor: Actor) -> None:
        """`delete` of the very project that the caller was let into."""
        try:
            self.db.write(changes.end, standing, actor)
        except IntegrityError:
            # a push has made a repository meanwhile, or what a deleted one held is not cleared yet
            text = f"project {standing.name} has repositories just now; delete them, or try again in a moment"
            raise Refusal("PRECONDITION", text) from None

    def hindrance(self, standing: Standing) -> str | None:
        """Why it cannot be deleted now; None: it can."""
        return self.db.read(changes.hindrance, standing)

    # ---- changing

    def set_public(self, name: str, public: bool, actor: Actor = CONSOLE) -> None:
        """Let everybody pull, or members alone. Raises Refusal NOT_FOUND."""
        self.change(self.named(name), Change(public), actor)

    def change(self, standing: Standing, change: Change, actor: Actor) -> None:
        """Change what is said of it. Raises Refusal BAD_REQUEST, NOT_FOUND."""
        rules.checked(change.metadata)
        self.db.write(changes.change, standing, change, actor)

    def set_member(self, project: str, username: str, role_name: str, actor: Actor = CONSOLE) -> None:
        """Give the account a role in the project. Raises Refusal BAD_REQUEST (role), NOT_FOUND."""
        self.members.set(self.named(project), username, role_named(role_name), actor)

    def remove_member(self, project: str, username: str, actor: Actor = CONSOLE) -> None:
        """Take the account out of the project. Raises Refusal NOT_FOUND."""
        self.members.remove_account(self.named(project), username, actor)

    # ---- finding

    def by_name(self, name: str) -> Project | None:
        """The project that has this name now."""
        row = self.db.read(store.by_name, name) if is_project_name(name) else None
        return None if row is None else store.project(row)

    def all(self) -> list[Project]:
        """Every project, by name in byte order."""
        return [store.project(row) for row in self.db.read(store.all_by_name)]

    def page(
        self, sight: Sight, listing: Listing, *, public: bool | None = None, detailed: bool = True
    ) -> tuple[int, list[Detail]]:
        """(how many are seen in all, one page of them); see `lists.page`."""
        return self.db.read(lists.page, sight, listing, public=public, detailed=detailed)

    def detail(self, standing: Standing) -> Detail:
        """All about it. Raises Refusal NOT_FOUND when it was deleted meanwhile."""
        return self.db.read(lists.one, standing)

    def named(self, name: str) -> Standing:
        """The project as nobody known sees it. Raises Refusal NOT_FOUND."""
        found = self.standing(0, name, by_name=True)
        if found is None:
            raise absent(name)
        return found

    def administers(self, account_id: int) -> bool:
        """Whether the account is projectAdmin of any project."""
        return self.db.read(store.has_role, account_id, Role.projectAdmin)

    def mine(self, account_id: int, most: int) -> list[Detail]:
        """The first by name in which the account has a role."""
        return self.db.read(lists.mine, account_id, most)

    def administered(self, account_id: int) -> list[int]:
        """Ids of the projects in which the account is projectAdmin, the first thousand."""
        return [row[0] for row in self.db.read(store.with_role, account_id, Role.projectAdmin)]

    def standings(self, account_id: int, names: Collection[str]) -> dict[str, Standing]:
        """What the account (0: nobody known) is to each of the projects that exist."""
        if not names:
            return {}
        return {one.name: one for one in _standings(self.db.read(store.standings, account_id, [*names]))}

    def standing(self, account_id: int, named: str, *, by_name: bool = False) -> Standing | None:
        """What the account is to the project of that name or, unless `by_name`, of that id; None: there is none."""
        if named.isascii() and named.isdigit() and not by_name:
            rows = self.db.read(store.standing_by_id, account_id, int(named)) if len(named) < 19 else []
        else:
            rows = self.db.read(store.standings, account_id, [named]) if is_project_name(named) else []
        return next(iter(_standings(rows)), None)


def seen_projects(sight: Sight, project: str) -> Part:
    """(condition, parameters) for the SQL of other domains: a row of `project` under this alias is seen."""
    return seen(sight, project)


def found_in(tx: Tx, sight: Sight, part: str, most: int) -> list[Detail]:
    """The first by name of those that are seen whose names hold `part`, in the caller's transaction."""
    return lists.found(tx, sight, part, most)


def counts_in(tx: Tx, sight: Sight, *, public: bool) -> tuple[int, int]:
    """(how many projects that are public, or not, are seen; how many repositories they have), likewise."""
    return list_store.counts(tx, sight, public)


def repository_count_in(tx: Tx, project_id: int) -> int:
    """How many repositories the project has, likewise."""
    return store.count_repositories(tx, project_id)


def member_counts_in(tx: Tx, project_id: int) -> dict[Role, int]:
    """How many members have each role, likewise."""
    return {Role(role): count for role, count in member_store.counts(tx, project_id)}


def note_in(tx: Tx, project_id: int, name: str, value: str | None) -> None:
    """Another domain says something of a project by name, which people cannot set; None: it says so no longer."""
    if value is None:
        metadata_store.remove(tx, project_id, name)
    else:
        metadata_store.put(tx, project_id, {name: value})


def _standings(rows: list[Row]) -> list[Standing]:
    """A standing for each project; the rows have one without a role and one for each role."""
    found: dict[str, tuple[int, bool, set[int]]] = {}
    for name, project_id, public, role in rows:
        roles = found.setdefault(name, (project_id, bool(public), set()))[2]
        if role is not None:
            roles.add(role)
    return [
        Standing(project_id, name, public, tuple(sorted(roles))) for name, (project_id, public, roles) in found.items()
    ]
