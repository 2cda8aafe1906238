"""What a fresh system begins with: account 1 and the public project `library`."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.identity.service import FIRST, Identity
from roadstead.domain.projects.model import Wish
from roadstead.domain.projects.service import Projects
from roadstead.settings import Settings

ADMIN = "admin"
LIBRARY = "library"


def ensure_first(db: Database, identity: Identity, projects: Projects, settings: Settings) -> str | None:
    """Make them unless they were ever made here; of several processes that start at once, one does.

    The password, when it was made up: it is kept nowhere else, so print it. None when it was given in the
    settings or a system had begun here before. Raises Refusal BAD_REQUEST when the given one is too weak.
    """
    if identity.has_begun():
        return None
    password = settings.admin_password or identity.made_password()
    password_hash = identity.hashed(password)

    def begin(tx: Tx) -> bool:
        if not identity.create_first(ADMIN, password_hash, tx):
            return False
        projects.make_in(tx, Wish(LIBRARY, True), FIRST, CONSOLE)
        return True

    made = db.write(begin)
    return password if made and settings.admin_password is None else None
