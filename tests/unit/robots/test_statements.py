"""What robots ask the database for: few statements, all of them on indexes."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.db.listing import Listing
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.domain.robots.model import Draft, Maker, Permission
from roadstead.domain.robots.service import Robots
from tests.support.statements import Noting


def test_lists_logins_and_tokens(database: Database) -> None:
    project = Projects(database).create("team")
    watched = Noting(database)
    robots = Robots(watched, Identity(watched))
    given = (Permission("project", "team", (("repository", "pull"),), project.id),)
    secrets = {}
    for n in range(12):
        for project_id in (None, project.id):
            made, secret = robots.create(Draft(f"r{n}", project_id, given), Maker("user", 1), CONSOLE)
            secrets[made.name] = made, secret
    for project_id in (None, project.id):
        before = len(watched.notes)
        found, total = robots.page(project_id, Listing())
        assert (len(found), total, len(watched.notes) - before) == (10, 12, 3)
    for name in ("robot$r1", "robot$team+r1"):
        made, secret = secrets[name]
        assert robots.sign_in(name, secret, "192.0.2.1", "once").name == name
        before = len(watched.notes)
        robots.sign_in(name, secret, "192.0.2.1", "again")
        assert len(watched.notes) - before <= 3  # what was tried before, the robot, its projects
        before = len(watched.notes)
        assert robots.good(made.id, made.epoch) is not None
        assert len(watched.notes) - before == 2
        assert robots.good(made.id, made.epoch + 1) is None
        robots.renew(made.id, "", 60, CONSOLE)
        robots.delete(made.id, CONSOLE)
    assert watched.scans() == []
