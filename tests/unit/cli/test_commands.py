"""The command line: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from roadstead import __version__
from roadstead.cli.system import begin
from roadstead.settings import Settings

PASSWORD = "Right-password-1"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `roadstead …` on a data folder of this test's own."""

    def command(*args: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ROADSTEAD_", "HARBOR_"))}
        return subprocess.run(
            [sys.executable, "-m", "roadstead.cli", *args],
            env={**inherited, "ROADSTEAD_DATA": str(tmp_path / "data"), **environment},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is set up, to copy."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    begin(Settings(data=str(folder), admin_password=PASSWORD))
    return folder


@pytest.fixture
def begun(run: Run, prepared: Path, tmp_path: Path) -> Run:
    """The same on a folder that is set up."""
    shutil.copytree(prepared, tmp_path / "data")
    return run


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that succeeded said."""
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def complained(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """It failed with one line on stderr and nothing on stdout."""
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    for word in words:
        assert word in done.stderr


def test_version(run: Run) -> None:
    assert said(run("version")) == f"roadstead {__version__}\n"
    assert json.loads(said(run("version", "--json")))["version"] == __version__


def test_version_loads_nothing_heavy(run: Run) -> None:
    code = "import sys, roadstead.cli.run; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for module in ("sqlalchemy", "alembic", "psycopg", "cryptography", "joserfc", "argon2", "uvicorn", "uvloop"):
        assert f"'{module}'" not in loaded


def test_init_makes_everything_once_and_shows_the_password_once(run: Run, tmp_path: Path) -> None:
    first = said(run("init"))
    found = re.search(r"password\s+(\w+)", first)
    assert found is not None
    password = found.group(1)
    again = said(run("init"))
    assert password not in again
    assert {"keys", "roadstead.db", "run"} <= set(os.listdir(tmp_path / "data"))
    for path in (tmp_path / "data").rglob("*"):
        assert path.is_dir() or password.encode() not in path.read_bytes()
    projects = json.loads(said(run("project", "list", "--json")))
    assert projects == [{"id": 1, "name": "library", "public": True, "owner_id": 1}]


def test_init_takes_a_password_and_does_not_repeat_it(run: Run) -> None:
    assert PASSWORD not in said(run("init", HARBOR_ADMIN_PASSWORD=PASSWORD))


def test_init_refuses_a_weak_password(run: Run) -> None:
    complained(run("init", HARBOR_ADMIN_PASSWORD="weak"), 2, "8 to 128 characters", "a digit")


def test_nothing_is_done_in_a_folder_without_a_system(run: Run, tmp_path: Path) -> None:
    for args in (("project", "list"), ("project", "create", "x"), ("user", "create", "bob"), ("keys", "rotate")):
        complained(run(*args), 1, "no system has begun here", "roadstead init")
    assert not (tmp_path / "data").exists()


def test_projects(begun: Run) -> None:
    assert json.loads(said(begun("project", "create", "team", "--json")))["public"] is False
    assert "everybody" in said(begun("project", "create", "open", "--public"))
    assert said(begun("project", "list")).split("\n")[1:] == [
        "1   library  everybody",
        "3   open     everybody",
        "2   team     members",
        "",
    ]
    complained(begun("project", "create", "team"), 1, "exists already")
    complained(begun("project", "create", "Team"), 2, "lower case")


def test_members(begun: Run) -> None:
    begun("project", "create", "team")
    begun("user", "create", "bob")
    assert said(begun("project", "member", "team", "bob", "developer")) == "bob is developer of project team\n"
    complained(begun("project", "member", "team", "bob", "king"), 2, "projectAdmin")
    complained(begun("project", "member", "team", "rob", "guest"), 1, "'rob'")
    complained(begun("project", "member", "other", "bob", "guest"), 1, "other")


def test_a_made_password_is_shown_and_a_given_one_is_not(begun: Run) -> None:
    made = json.loads(said(begun("user", "create", "bob", "--json")))
    assert len(made["password"]) == 20
    given = said(begun("user", "create", "eve", "--password-stdin", stdin=PASSWORD + "\n"))
    assert given == "user eve made\n"
    shown = said(begun("user", "password", "bob"))
    assert made["password"] not in shown
    assert "password  " in shown
    assert said(begun("user", "password", "bob", "--password-stdin", stdin=PASSWORD)) == ("password of bob changed\n")


def test_users(begun: Run, tmp_path: Path) -> None:
    said(begun("user", "create", "root", "--admin", "--email", "root@example.org"))
    with sqlite3.connect(tmp_path / "data" / "roadstead.db") as db:
        row = db.execute("SELECT sysadmin, email FROM account WHERE username = 'root'").fetchone()
    assert row == (1, "root@example.org")
    complained(begun("user", "create", "root"), 1, "taken")
    complained(begun("user", "create", "a:b"), 2, "username")
    complained(begun("user", "create", "bob", "--email", "none"), 2, "e-mail")
    complained(begun("user", "create", "bob", "--password-stdin", stdin="weak"), 2, "password")
    complained(begun("user", "password", "nobody"), 1, "'nobody'")


def test_a_list_of_users_says_who_may_what(begun: Run) -> None:
    said(begun("user", "create", "root", "--admin", "--email", "root@example.org"))
    said(begun("user", "create", "bob"))
    assert said(begun("user", "disable", "bob")) == "user bob disabled\n"
    assert [line.split()[1:] for line in said(begun("user", "list")).splitlines()] == [
        ["NAME", "E-MAIL", "RIGHTS", "STATE"],
        ["admin", "-", "administrator", "-"],
        ["bob", "-", "-", "disabled"],
        ["root", "root@example.org", "administrator", "-"],
    ]
    listed = {one["username"]: one for one in json.loads(said(begun("user", "list", "--json")))}
    assert listed["bob"].pop("id") > 1
    assert listed["bob"] == {
        "username": "bob",
        "email": "",
        "realname": "",
        "sysadmin": False,
        "disabled": True,
    }


def test_accounts_are_closed_and_opened(begun: Run, tmp_path: Path) -> None:
    user = json.loads(said(begun("user", "create", "bob", "--json")))["id"]
    closed = json.loads(said(begun("user", "disable", "bob", "--json")))
    assert closed == {"id": user, "username": "bob", "disabled": True}
    assert json.loads(said(begun("user", "enable", "bob", "--json")))["disabled"] is False
    complained(begun("user", "disable", "nobody"), 1, "'nobody'")
    complained(begun("user", "disable", "admin"), 1, "first administrator")
    made = json.loads(said(begun("user", "password", "bob", "--json")))
    assert len(made["password"]) == 20
    given = begun("user", "password", "bob", "--json", "--password-stdin", stdin=PASSWORD)
    assert json.loads(said(given)) == {"id": user, "username": "bob", "password": None}
    with sqlite3.connect(tmp_path / "data" / "roadstead.db") as db:
        sql = "SELECT actor, address, operation, description FROM audit_log WHERE resource = 'bob' ORDER BY id"
        done = db.execute(sql).fetchall()
    assert {row[:2] for row in done} == {("admin", "")}
    assert [row[2:] for row in done] == [
        ("create", ""),
        ("update", "disabled"),
        ("update", "enabled"),
        ("update", "password"),
        ("update", "password"),
    ]


def test_keys(begun: Run, tmp_path: Path) -> None:
    before = set(os.listdir(tmp_path / "data" / "keys"))
    key = json.loads(said(begun("keys", "rotate", "--json")))
    assert key["algorithm"] == "ES256"
    assert before < set(os.listdir(tmp_path / "data" / "keys"))
    (tmp_path / "data" / "keys" / "1-ES256.pem").write_text("canary")
    failed = begun("keys", "rotate")
    complained(failed, 1, "1-ES256.pem")
    assert "canary" not in failed.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("fly",), "fly"),
        (("project", "create"), "NAME"),
        (("project", "create", "a", "b"), "b"),
        (("project", "create", "a", "--fly"), "--fly"),
        (("serve", "--port", "many"), "--port"),
        (("serve", "--port", "99999"), "99999"),
        (("serve", "--tls-cert", "x"), "tls.cert and tls.key"),
        (("serve", "--external-url", "registry"), "external_url"),
        (("init", "--database-url", "mysql://user:canary@host/db"), "mysql"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(run: Run, args: tuple[str, ...], words: str) -> None:
    done = run(*args)
    complained(done, 2, words)
    assert "canary" not in done.stderr


def test_a_database_that_does_not_answer_is_one_line_and_exit_1(run: Run) -> None:
    done = run("init", ROADSTEAD_DATABASE_URL="postgresql://roadstead:canary@127.0.0.1:1/db")
    complained(done, 1, "database")
    assert "canary" not in done.stderr


@pytest.mark.parametrize("args", [(), ("project",), ("user",), ("keys",), ("--help",), ("serve", "--help")])
def test_help(run: Run, args: tuple[str, ...]) -> None:
    done = run(*args)
    assert "Usage: roadstead" in done.stdout
    assert done.stderr == ""
    assert done.returncode == (0 if "--help" in args else 2)
