"""A24: what is secret stands in no log and in no answer, whatever level, form or failure; logs have one form."""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import psycopg
import pytest

from roadstead.db.sessions import connect
from roadstead.settings import SettingsError, load
from tests.security.conftest import basic
from tests.security.test_routes import EVERY, path_of
from tests.support.census import rows
from tests.support.patience import eventually
from tests.support.postgres import Postgres
from tests.support.server import Server
from tests.support.wire import Reply, Wire, request

ADMIN, USER, WRONG = "Canary-1-admins-password", "Canary-2-users-password", "Canary-3-wrong-password"
DATABASE, BODY, OTHER = "Canary-4-databases-password", "Canary-5-in-a-body", "Canary-6-in-a-field"
QUERY, GIVEN = "Canary-7-in-a-query", "Canary-8-token-of-elsewhere"
REPOSITORY = "library/talkative"
SCOPE = f"repository:{REPOSITORY}:*"
# Where clients have been seen to put what is secret.
FIELDS = ("Cookie", "Proxy-Authorization", "X-Registry-Auth", "X-Registry-Config", "X-Api-Key", "X-Harbor-CSRF-Token")
PARAMETERS = ("access_token", "token", "refresh_token", "password", "client_secret", "signature", "account", "code")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
ORDINARY = "Roadstead serves "


@dataclass
class Told:
    """A server, what it has answered, and what it must not tell anybody."""

    server: Server
    secrets: set[str] = field(default_factory=lambda: {ADMIN, USER, WRONG, DATABASE, BODY, OTHER, QUERY, GIVEN})
    replies: list[tuple[str, str, Reply]] = field(default_factory=list)

    def ask(self, method: str, target: str, *fields: tuple[str, str], body: bytes | None = None) -> Reply:
        with Wire(self.server.host) as wire:
            reply = wire.ask(request(method, target, *fields, body=body), head=method == "HEAD")
        self.replies.append((method, target, reply))
        return reply

    def token(self, scope: str) -> str:
        """One of its own, which is a secret from now on."""
        with Wire(self.server.host) as wire:
            target = f"/service/token?{urlencode({'scope': scope})}"
            given = wire.ask(request("GET", target, ("Authorization", basic("somebody", USER))))
        token = str(given.json()["token"])
        self.secrets |= {token, token.rpartition(".")[2]}
        return token


@pytest.fixture(scope="module", params=["json", "text", "postgres"])
def talkative(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """It logs all that it can."""
    env = {
        "HARBOR_ADMIN_PASSWORD": ADMIN,
        "ROADSTEAD_LOG_LEVEL": "debug",
        "ROADSTEAD_LOG_ACCESS": "all",
        "ROADSTEAD_LOG_FORMAT": "text" if request.param == "text" else "json",
    }
    url = None
    if request.param == "postgres":
        cluster: Postgres = request.getfixturevalue("postgres")
        url = cluster.fresh().replace("roadstead@", f"roadstead:{DATABASE}@")
    data = tmp_path_factory.mktemp("logs") / "data"
    with Server.start(data, env=env, database_url=url) as server:
        server.cli("user", "create", "somebody", "--password-stdin", stdin=USER)
        server.cli("project", "member", "library", "somebody", "projectAdmin")
        yield server


@pytest.fixture
def told(talkative: Server) -> Told:
    return Told(talkative)


def talk(told: Told, token: str) -> None:
    """Every method of every route, with every credential that there is; and everything else that is secret."""
    head, body, signature = token.split(".")
    cheap = [
        basic("somebody", USER),
        basic("admin", ADMIN),
        f"Basic {base64.b64encode(WRONG.encode()).decode()}",
        f"Basic {WRONG}",
        f"Bearer {token}",
        f"Bearer {head}.{body}.{signature[::-1]}",
        f"Bearer {GIVEN}",
        f"Digest username={GIVEN}",
        GIVEN,
        "",
    ]
    dear = [basic("somebody", WRONG), basic(WRONG, "")]  # each costs a computation
    told.secrets |= {one.rpartition(" ")[2] for one in (*cheap, *dear) if len(one) > 20}
    carried = [(name, OTHER) for name in FIELDS]
    query = "?" + urlencode([(name, QUERY) for name in PARAMETERS])
    for kind, method in EVERY:
        path = path_of(kind, REPOSITORY)
        sent = BODY.encode() if method in ("PUT", "PATCH", "POST") else None
        for credential in (*cheap, *dear) if kind in ("base", "token") else cheap:
            told.ask(method, path + query, ("Authorization", credential), *carried, body=sent)
        told.ask(method, f"http://somebody:{QUERY}@registry.test{path}", body=sent)
    right = ("Authorization", f"Bearer {token}")
    upload = told.ask("POST", f"/v2/{REPOSITORY}/blobs/uploads/", right).header("location") or "/nowhere"
    for target in (f"{upload}?digest={BODY}", f"{upload}?_state={QUERY}&digest=sha256:{'0' * 64}"):
        told.ask("PUT", target, right, body=BODY.encode())
    manifest = json.dumps({"schemaVersion": 2, "annotations": {"a": BODY}}).encode()
    told.ask("PUT", f"/v2/{REPOSITORY}/manifests/v1", right, body=manifest)
    for form in (
        {"grant_type": "password", "username": "somebody", "password": USER},
        {"grant_type": "password", "username": "somebody", "password": WRONG},
        {"grant_type": "password", "username": "somebody", "password": WRONG, "service": "other"},
        {"grant_type": "refresh_token", "refresh_token": GIVEN},
        {"grant_type": "authorization_code", "code": GIVEN, "client_secret": GIVEN},
        {"password": WRONG, "scope": "x" * 5000},
    ):
        told.ask("POST", "/service/token", FORM, body=urlencode(form).encode())
    told.ask("POST", "/service/token", FORM, body=f"grant_type=password&password={WRONG}\xff".encode("latin-1"))
    told.ask("GET", "/v2/", ("X bad", WRONG))
    told.ask("GET", "/v2/", ("Authorization", basic("somebody", USER)), ("Authorization", f"Bearer {GIVEN}"))


def shapes(secret: str) -> set[str]:
    """As it may be written."""
    raw = secret.encode()
    coded = {coder(raw).decode() for coder in (base64.b64encode, base64.urlsafe_b64encode)}
    return {secret, quote(secret), quote_plus(secret), raw.hex(), *coded, *(one.rstrip("=") for one in coded)}


def check_secrets(told: Told) -> None:
    log = told.server.log()
    told.secrets |= {str(hash_) for (hash_,) in rows(told.server, "SELECT password_hash FROM account")}
    for key in (told.server.data / "keys").glob("*.pem"):
        told.secrets |= {line for line in key.read_text().splitlines() if len(line) > 40}
    for secret in told.secrets:
        for shape in shapes(secret):
            assert shape not in log, shape
    for method, target, reply in told.replies:
        if reply.status == 200 and target.startswith("/service/token"):
            continue  # that is what it is for
        said = (reply.head + reply.body).decode("latin-1")
        for secret in told.secrets - {BODY}:  # what a client sends as a digest is named to that client
            assert secret not in said, (method, target, reply)


def lines(told: Told) -> Iterator[dict[str, object]]:
    """The lines of the log, each an object of one form."""
    for line in told.server.log().splitlines():
        if line.startswith(ORDINARY):
            continue
        found = json.loads(line)
        assert datetime.fromisoformat(found["time"]).tzinfo is not None
        assert found["level"] in ("debug", "info", "warning", "error")
        assert found["logger"]
        assert found["message"]
        yield found


def check_form(told: Told) -> None:
    """Each request that was answered has one line, under the id that its answer gives; it is written after that."""
    numbers = [number for _, _, reply in told.replies if (number := reply.header("x-request-id"))]
    wanted = [f'"message":"request","request_id":"{number}"' for number in numbers]
    assert eventually(lambda: not [text for log in [told.server.log()] for text in wanted if text not in log])
    by_id: dict[str, list[dict[str, object]]] = {}
    for line in lines(told):
        by_id.setdefault(str(line.get("request_id", "")), []).append(line)
    for method, target, reply in told.replies:
        number = reply.header("x-request-id")
        if number is None:  # it was no HTTP, so it was no request
            assert (reply.status, reply.header("connection")) == (400, "close")
            continue
        *before, last = by_id[number]
        assert (last["message"], last["method"], last["status"]) == ("request", method, reply.status)
        assert "?" not in str(last["path"])
        assert str(last["path"]) in target
        assert last["client"] == "127.0.0.1"
        assert isinstance(last["ms"], float)
        if reply.status >= 500 and reply.status != 501:
            assert [line["level"] for line in before] == ["error"]
            assert reply.code in ("UNKNOWN", "UNAVAILABLE") if method != "HEAD" else True
            assert "Error" not in reply.body.decode()
            assert "SELECT" not in reply.body.decode()


def test_ordinary_requests_and_refused_ones(told: Told) -> None:
    talk(told, told.token(SCOPE))
    check_secrets(told)
    assert {reply.status for _, _, reply in told.replies} >= {200, 202, 400, 401, 403, 404}
    if told.server.environment["ROADSTEAD_LOG_FORMAT"] == "json":
        check_form(told)


@contextmanager
def without_storage(told: Told) -> Iterator[None]:
    uploads, elsewhere = (told.server.data / name for name in ("uploads", "elsewhere"))
    uploads.rename(elsewhere)
    yield
    elsewhere.rename(uploads)


@contextmanager
def without_a_table(told: Told) -> Iterator[None]:
    """Statements fail, with secrets among their values."""
    execute(told, "ALTER TABLE account RENAME TO elsewhere")
    yield
    execute(told, "ALTER TABLE elsewhere RENAME TO account")


@contextmanager
def without_connections(told: Told) -> Iterator[None]:
    """Nobody gets into the database any more; SQLite, which has no connections to lose, loses a table again."""
    url = told.server.environment.get("ROADSTEAD_DATABASE_URL")
    if url is None:
        execute(told, "ALTER TABLE repository RENAME TO elsewhere")
        yield
        execute(told, "ALTER TABLE elsewhere RENAME TO repository")
        return
    above, _, name = url.rpartition("/")
    with psycopg.connect(f"{above}/postgres", autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


def execute(told: Told, sql: str) -> None:
    url = told.server.environment.get("ROADSTEAD_DATABASE_URL")
    if url is not None:
        with psycopg.connect(url) as server:
            server.execute(sql.encode())
        return
    database = sqlite3.connect(told.server.data / "roadstead.db", timeout=30, isolation_level=None)
    database.execute(sql)
    database.close()


@pytest.mark.parametrize(
    "broken", [without_storage, without_a_table, without_connections], ids=lambda one: one.__name__
)
def test_requests_that_fail(told: Told, broken: Callable[[Told], AbstractContextManager[None]]) -> None:
    token = told.token(SCOPE)
    with broken(told):
        talk(told, token)
    assert {reply.status for _, _, reply in told.replies} & {500, 503}
    check_secrets(told)
    if told.server.environment["ROADSTEAD_LOG_FORMAT"] == "json":
        check_form(told)


URLS = [f"postgresql://roadstead:{DATABASE}@127.0.0.1:1/db", f"postgresql://roadstead:{DATABASE}%zz@127.0.0.1:1/db",
        f"postgresql://roadstead:{DATABASE}@127.0.0.1:1/db?fly=1", f"postgresql://roadstead:{DATABASE}@[::1/db",
        f"postgresql://roadstead:{DATABASE}@127.0.0.1:port/db", f"postgresql://roadstead:{DATABASE}/@127.0.0.1:1/db",
        f"postgresql://127.0.0.1:1/db?password={DATABASE}&fly={DATABASE}", f"mysql://roadstead:{DATABASE}@h/db",
        f"sqlite://roadstead:{DATABASE}@h/db", DATABASE, f"postgresql://roadstead:{DATABASE}#@127.0.0.1:1/d",
        f"postgresql://roadstead:{DATABASE}@{DATABASE}@127.0.0.1:1/db", f"postgresql://a:{DATABASE}/b@h/db",
        f"postgresql://@h:{DATABASE}"]  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_a_database_that_is_not_found(tmp_path: Path, url: str) -> None:
    """Its URL holds a password, however wrong the rest of it is."""
    with pytest.raises((SettingsError, psycopg.Error)) as failure:
        connect(load({"ROADSTEAD_DATA": str(tmp_path), "ROADSTEAD_DATABASE_URL": url}).database)
    assert DATABASE not in str(failure.value)


@pytest.mark.parametrize("url", URLS[:4])
@pytest.mark.parametrize("command", ["serve", "init"])
def test_a_command_that_does_not_find_it(tmp_path: Path, command: str, url: str) -> None:
    env = {**os.environ, "ROADSTEAD_DATA": str(tmp_path), "ROADSTEAD_DATABASE_URL": url, "ROADSTEAD_LOG_LEVEL": "debug"}
    done = subprocess.run([sys.executable, "-m", "roadstead.cli", command], env=env, capture_output=True, text=True)
    assert done.returncode == 1, done
    assert done.stderr.count("\n") == 1
    assert DATABASE not in done.stdout + done.stderr
