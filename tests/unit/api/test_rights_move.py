"""Rights are looked at before a change is written, and stand when it is: otherwise they are looked at once more."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest

from roadstead.api.plane import ApiPlane
from roadstead.api.services import Services
from roadstead.app import assemble, services_of
from roadstead.db.database import Database
from roadstead.db.generations import TRIES, Moved, Rights
from roadstead.domain.audit.model import Actor
from roadstead.domain.labels.model import Text
from roadstead.domain.labels.service import Labels
from roadstead.settings import Settings
from tests.support.databases import settle

PASSWORD = "Right-password-1"


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Iterator[Services]:
    """Ada maintains `team`."""
    parts = assemble(Settings(data=str(tmp_path)), database)
    services = services_of(parts, database)
    for name in ("root", "ada"):
        services.identity.create(name, PASSWORD)
    services.projects.create("team")
    services.projects.set_member("team", "ada", "maintainer")
    settle(database)
    yield services
    parts.threads.close()
    parts.logins.close()


def test_a_change_is_kept_while_the_rights_stand(database: Database, services: Services) -> None:
    ada = Actor("ada", rights=Rights(database.generations))
    database.write(lambda tx: tx.touch("repository:team/app"))  # a push gives and takes no rights
    services.labels.create(Text("kept"), None, ada)
    services.projects.set_public("team", True)
    with pytest.raises(Moved):
        services.labels.create(Text("lost"), None, ada)
    names = database.read(lambda tx: tx.all("SELECT name FROM label"))
    told = database.read(lambda tx: tx.all("SELECT resource FROM audit_log WHERE actor = 'ada'"))
    assert names == told == [("kept",)]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        (lambda services: services.projects.remove_member("team", "ada"), 403),
        (lambda services: services.identity.disable(2), 401),
        (lambda services: services.projects.set_member("team", "ada", "developer"), 403),
        (lambda services: services.projects.set_member("team", "ada", "projectAdmin"), 201),
        (lambda services: services.projects.create("another"), 201),
    ],
)
def test_what_changes_meanwhile_counts(
    services: Services, monkeypatch: pytest.MonkeyPatch, changes: Callable[[Services], object], status: int
) -> None:
    once = [changes]
    before_writing(monkeypatch, lambda: once.pop()(services) if once else None)
    assert label(services) == status
    kept = services.db.read(lambda tx: tx.value("SELECT count(*) FROM label"))
    assert kept == (status == 201)


def test_rights_that_always_move_end_in_a_refusal(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = list[int]()

    def change() -> None:
        tries.append(1)
        services.projects.set_public("team", len(tries) % 2 == 0)

    before_writing(monkeypatch, change)
    assert label(services) == 503
    assert 1 < len(tries) <= TRIES


def before_writing(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let it happen when the rights have been looked at, and nothing is written yet."""
    create = Labels.create

    def meanwhile(self: Labels, text: Text, project_id: int | None, actor: Actor) -> int:
        happens()
        return create(self, text, project_id, actor)

    monkeypatch.setattr(Labels, "create", meanwhile)


def label(services: Services) -> int:
    """The status of Ada's new label of `team`."""
    sent: list[MutableMapping[str, Any]] = []
    body = {"name": "good", "scope": "p", "project_id": services.projects.named("team").project_id}

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "raw_path": b"/api/v2.0/labels",
        "query_string": b"",
        "headers": [(b"authorization", b"Basic " + base64.b64encode(f"ada:{PASSWORD}".encode()))],
        "client": ("198.51.100.1", 1),
    }
    asyncio.run(ApiPlane(services)(scope, receive, send))
    return int(sent[0]["status"])
