"""A25: what must be known again is sealed in the database; what need not be is kept as a hash alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadstead.db.database import open_database
from roadstead.domain.config.model import KEYS
from roadstead.domain.config.service import Configuration
from roadstead.kit.sealing import MARK, Sealer
from tests.security.town import OPERATIONS, names_of
from tests.support.api import Api
from tests.support.census import rows
from tests.support.postgres import Postgres
from tests.support.server import Server

SECRETS = {name: f"Canary-at-rest-{name}" for name, key in KEYS.items() if key.secret}
PASSWORDS = {"person": "Canary-At-Rest-1", "robot": "Canary-At-Rest-2"}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    url = request.getfixturevalue("postgres").fresh() if request.param == "postgres" else None
    with Server.start(tmp_path_factory.mktemp("rest") / "data", database_url=url) as running:
        admin = Api(running)
        assert admin.put("/configurations", SECRETS).status == 200
        assert admin.post("/users", {"username": "person", "password": PASSWORDS["person"]}).status == 201
        robot = {
            "name": "robot",
            "secret": PASSWORDS["robot"],
            "level": "system",
            "duration": -1,
            "permissions": [{"kind": "project", "namespace": "*", "access": [{"resource": "tag", "action": "list"}]}],
        }
        made = admin.post("/robots", robot).json
        assert admin.patch(f"/robots/{made['id']}", {"secret": PASSWORDS["robot"]}).status == 200
        assert Api(running, "person", PASSWORDS["person"]).get("/users/current").status == 200
        yield running


def everything(server: Server) -> str:
    """All that the database holds, and all that lies in the data folder."""
    postgres = "ROADSTEAD_DATABASE_URL" in server.environment
    listed = (
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        if postgres
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    held = [str(rows(server, f"SELECT * FROM {name}")) for (name,) in rows(server, listed)]
    files = [path.read_bytes().decode("latin-1") for path in server.data.rglob("*") if path.is_file()]
    return "\n".join([*held, *files, server.log()])


def kept(server: Server) -> dict[str, str]:
    return {str(name): str(value) for name, value in rows(server, "SELECT name, value FROM configuration")}


def configured(server: Server, folder: Path) -> dict[str, object]:
    """The secrets as the program itself sees them."""
    url = server.environment.get("ROADSTEAD_DATABASE_URL") or f"sqlite:///{server.data / 'roadstead.db'}"
    db = open_database(url, folder / "run")
    now = Configuration(db, Sealer(server.data / "keys" / "secrets.key")).now()
    db.close()
    return {name: now.value(name) for name in SECRETS}


def test_nothing_that_is_kept_holds_a_secret(server: Server, tmp_path: Path) -> None:
    held = everything(server)
    for secret in (*SECRETS.values(), *PASSWORDS.values()):
        assert secret not in held
    assert all(kept(server)[name].startswith(MARK) for name in SECRETS)
    assert configured(server, tmp_path) == SECRETS


def test_no_answer_tells_a_secret(server: Server) -> None:
    """A24: not what is asked for, and not what is refused with a secret in it."""
    admin = Api(server)
    asked = [one for one in OPERATIONS if one.method == "GET" and not names_of(one)]
    answers = [admin.get(one.path) for one in asked]
    people = admin.get("/users", q="username=person").json
    answers.append(admin.get(f"/users/{people[0]['user_id']}"))
    answers += [admin.get(f"/robots/{one['id']}") for one in admin.get("/robots").json]
    for secret in (*SECRETS.values(), *PASSWORDS.values()):
        taken = {"username": "person", "password": secret, "email": "person@example.org"}
        wrong = [
            ("POST", "/users", {**taken, "password": [secret]}),
            ("POST", "/users", {**taken, "password": secret * 10}),
            ("POST", "/robots", {"name": "robot", "secret": secret * 10, "level": "system", "duration": -1}),
            *(("PUT", "/configurations", {name: [secret]}) for name in SECRETS),
            ("PUT", "/configurations", f'{{"oidc_client_secret": "{secret}'.encode()),
            ("PUT", f"/users/{people[0]['user_id']}/password", {"new_password": secret, "old_password": [secret]}),
        ]
        answers += [admin.call(method, path, body) for method, path, body in wrong]
    held = everything(server)
    for secret in (*SECRETS.values(), *PASSWORDS.values()):
        assert secret not in held
        assert not [one for one in answers if secret.encode() in one.body or secret in str(one.headers)]


def test_a_new_key_seals_all_of_them_anew(server: Server, tmp_path: Path) -> None:
    before = kept(server)
    done = json.loads(server.cli("keys", "reseal", "--json").stdout)
    assert done == {"sealed": len(SECRETS)}
    after = kept(server)
    assert all(before[name].split(":")[2] != after[name].split(":")[2] for name in SECRETS)
    file = server.data / "keys" / "secrets.key"
    file.write_text(file.read_text().split()[0])  # the older key goes
    assert configured(server, tmp_path) == SECRETS
    assert Api(server).put("/configurations", {"oidc_client_secret": "another"}).status == 200  # the server goes on
    assert configured(server, tmp_path)["oidc_client_secret"] == "another"
    assert Api(server).put("/configurations", {"oidc_client_secret": ""}).status == 200
    assert kept(server)["oidc_client_secret"] == ""


def test_without_its_key_a_secret_is_as_good_as_not_set(tmp_path: Path, postgres: Postgres) -> None:
    with Server.start(tmp_path / "data", database_url=postgres.fresh()) as server:
        assert Api(server).put("/configurations", SECRETS).status == 200
        (server.data / "keys" / "secrets.key").unlink()
        server.restart()
        assert Api(server).get("/configurations").status == 200
        assert set(configured(server, tmp_path).values()) == {""}
        assert "cannot be opened" in server.log()
