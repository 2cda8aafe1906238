"""A rule and a change of a tag at the same moment: the rule waits for the change, or the change sees the rule."""

from __future__ import annotations

import threading

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit.model import CONSOLE
from roadstead.domain.immutability.model import Draft, Selectors
from roadstead.domain.immutability.service import Immutability, check_tags
from roadstead.domain.projects.model import Standing
from roadstead.domain.projects.service import Projects
from roadstead.kit.selectors import Selector
from tests.support.statements import Noting
from tests.unit.refusals import refused

RULE = Draft(Selectors((Selector(decoration="matches", pattern="v*"),)))


def test_a_rule_waits_for_a_change_that_has_looked(database: Database) -> None:
    project = Projects(database).create("team")
    standing = Standing(project.id, project.name, False)
    order: list[str] = []

    def make_rule() -> None:
        Immutability(database).create(standing, RULE, CONSOLE)
        order.append("rule")

    def change(tx: Tx) -> None:
        check_tags(tx, project.id, "team/app", ["v1"])
        other.start()
        other.join(0.3)  # a rule that does not wait is there by then
        order.append("change")

    other = threading.Thread(target=make_rule)
    database.write(change)
    other.join()
    assert order == ["change", "rule"]
    with refused("PRECONDITION"):
        database.write(check_tags, project.id, "team/app", ["v1"])


def test_without_rules_one_statement_asks(database: Database) -> None:
    project = Projects(database).create("team")
    standing = Standing(project.id, project.name, False)
    watched = Noting(database)
    watched.write(check_tags, project.id, "team/app", ["v1", "v2"])
    assert len(watched.notes) == 1
    rules = Immutability(watched)
    rule_id = rules.create(standing, RULE, CONSOLE)
    rules.change(standing, rule_id, Draft(disabled=True), CONSOLE)
    before = len(watched.notes)
    watched.write(check_tags, project.id, "team/app", ["v1", "v2"])
    assert len(watched.notes) - before == 2
    rules.delete(standing, rule_id, CONSOLE)
    assert watched.scans() == []
