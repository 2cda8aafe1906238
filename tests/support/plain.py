"""The data plane on an ordinary ASGI server: uvicorn with its own protocol, none of ours.

`python -m tests.support.plain` takes its settings from the environment as `roadstead serve` does.
"""

from __future__ import annotations

import uvicorn

from roadstead import settings
from roadstead.app import assemble
from roadstead.db.database import open_database
from roadstead.domain.access.first_start import ensure_first
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.registry.plane import Plane
from tests.support.server import Server


class PlainServer(Server):
    """Started and stopped like the real one."""

    program = ("tests.support.plain",)


def main() -> None:
    """Serve until told to stop."""
    tree = settings.load()
    tree.folder.mkdir(parents=True, exist_ok=True)
    db = open_database(tree.database, tree.folder / "run")
    ensure_first(db, Identity(db), Projects(db), tree)
    uvicorn.run(
        Plane(assemble(tree, db)),
        host=tree.host,
        port=tree.port,
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
    )
    db.close()


if __name__ == "__main__":
    main()
