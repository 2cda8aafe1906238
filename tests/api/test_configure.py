"""What administrators configure: read, set all or nothing, and what it changes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import roadstead
from roadstead.app import assemble
from roadstead.db.database import open_database
from roadstead.domain.config.model import KEYS
from roadstead.settings import SettingsError, load
from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.content import digest, noise
from tests.support.people import person, project
from tests.support.server import Server

SECRETS = ("ldap_search_password", "oidc_client_secret", "uaa_client_secret")


@pytest.fixture
def set_back(admin: Api) -> Iterator[None]:
    """The keys that these stories set are as they were, for the next one."""
    yield
    usual = {
        "read_only": False,
        "self_registration": False,
        "project_creation_restriction": "everyone",
        "storage_per_project": -1,
        "quota_per_project_enable": True,
    }
    assert admin.put("/configurations", usual).status == 200


@pytest.fixture(scope="module")
def eve(server: Server) -> Api:
    """Somebody who is no administrator."""
    return person(server, "eve")


def value(caller: Api, name: str) -> object:
    """A key's value now."""
    return caller.get("/configurations").json[name]["value"]


def test_every_key_has_its_default(admin: Api) -> None:
    found = admin.get("/configurations").json
    by_default = {"editable": True, "source": "default", "used": True}
    assert found["auth_mode"] == {**by_default, "value": "db_auth", "editable": False}
    assert found["robot_name_prefix"] == {**by_default, "value": "robot$"}
    assert found["token_expiration"] == {**by_default, "value": 30}
    assert found["storage_per_project"] == {**by_default, "value": -1}
    assert found["read_only"] == {**by_default, "value": False}
    assert found["ldap_url"] == {**by_default, "value": "", "used": False}
    assert found["scan_all_policy"] == {}
    assert len(found) == 61 - len(SECRETS)
    internal = admin.get("/internalconfig").json
    assert internal["scan_all_policy"] == {**by_default, "value": {}, "used": False}
    assert not set(SECRETS) & (set(found) | set(internal))


def test_only_administrators_see_and_set(eve: Api, nobody: Api) -> None:
    for path in ("/configurations", "/internalconfig"):
        assert eve.get(path).error[:2] == (403, "FORBIDDEN")
        assert nobody.get(path).error[:2] == (401, "UNAUTHORIZED")
    assert eve.put("/configurations", {"read_only": True}).error[:2] == (403, "FORBIDDEN")
    assert nobody.put("/configurations", {"read_only": True}).error[:2] == (401, "UNAUTHORIZED")


def test_what_is_set_is_there_at_once_and_in_the_log_without_secrets(server: Server, admin: Api) -> None:
    sent = {"banner_message": "Tide is out", "oidc_client_secret": "never-told", "unheard_of": 1, "ldap_uid": None}
    assert admin.put("/configurations", sent).status == 200
    assert value(admin, "banner_message") == "Tide is out"
    assert admin.get("/configurations").json["banner_message"]["source"] == "database"
    assert value(admin, "ldap_uid") == "cn"
    assert b"never-told" not in admin.get("/configurations").body + admin.get("/internalconfig").body
    assert "never-told" not in server.log()


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("read_only", "true"),
        ("session_timeout", 0),
        ("session_timeout", True),
        ("token_expiration", -1),
        ("robot_token_duration", 0),
        ("ldap_scope", 3),
        ("storage_per_project", 0),
        ("storage_per_project", 1 << 70),
        ("project_creation_restriction", "nobody"),
        ("auth_mode", "ldap_auth"),
        ("robot_name_prefix", ""),
        ("robot_name_prefix", "a\nb"),
        ("banner_message", {"text": 1}),
        ("banner_message", "x" * 20_000),
        ("oidc_extra_redirect_parms", "[]"),
        ("skip_audit_log_database", True),
    ],
)
def test_one_wrong_value_sets_nothing(admin: Api, key: str, wrong: object) -> None:
    before = admin.get("/configurations").json
    answer = admin.put("/configurations", {"notification_enable": False, key: wrong})
    assert answer.error[:2] == (400, "BAD_REQUEST")
    if abs(wrong if isinstance(wrong, int) else 0) < 1 << 63:
        assert key in answer.error[2]
    assert admin.get("/configurations").json == before


def test_a_body_that_is_no_object(admin: Api) -> None:
    for body in (b"[]", b"{", b"null", json.dumps("x").encode()):
        assert admin.put("/configurations", body).error[:2] == (400, "BAD_REQUEST")


@pytest.mark.usefixtures("set_back")
def test_who_makes_projects_and_how_much_they_hold(server: Server, admin: Api, eve: Api) -> None:
    admin.put("/configurations", {"project_creation_restriction": "adminonly", "storage_per_project": 4096})
    assert eve.post("/projects", {"project_name": "eves"}).status == 403
    limited = project(admin, "limited")
    assert admin.get("/projects/limited/summary").json["quota"]["hard"] == {"storage": 4096}
    with Client(Way(server)) as client:
        place = client.begin("limited/big")
        big = noise("big", 10_000)
        assert client.ask("PUT", f"{place}?digest={digest(big)}", body=big).status == 403
    admin.put("/configurations", {"project_creation_restriction": "everyone", "quota_per_project_enable": False})
    project(eve, "eves")
    assert admin.get("/projects/eves/summary").json["quota"]["hard"] == {"storage": -1}
    assert limited


@pytest.mark.usefixtures("set_back")
def test_people_make_accounts_of_their_own(admin: Api, nobody: Api) -> None:
    asked = {"username": "rita", "password": "Right-password-1", "email": "r@example.org", "realname": "Rita"}
    assert nobody.post("/users", asked).status == 401
    admin.put("/configurations", {"self_registration": True})
    assert nobody.post("/users", asked).status == 201


@pytest.mark.usefixtures("set_back")
def test_while_it_is_read_only_nothing_changes_but_pulls_go_on(server: Server, admin: Api) -> None:
    with Client(Way(server)) as client:
        client.push_image("library/still", "v1", noise("still"))
        assert admin.put("/configurations", {"read_only": True}).status == 200
        assert client.ask("GET", "/v2/library/still/manifests/v1").status == 200
        for method, path in (
            ("POST", "/v2/library/still/blobs/uploads/"),
            ("PUT", "/v2/library/still/manifests/v2"),
            ("DELETE", "/v2/library/still/manifests/v1"),
        ):
            answer = client.ask(method, path, body=b"{}")
            assert (answer.status, json.loads(answer.body)["errors"][0]["code"]) == (403, "DENIED")
        assert admin.post("/projects", {"project_name": "later"}).error[:2] == (403, "DENIED")
        assert admin.delete("/projects/library/repositories/still").error[:2] == (403, "DENIED")
        assert admin.get("/projects/library").status == 200
        assert admin.put("/configurations", {"read_only": False}).status == 200
        assert admin.delete("/projects/library/repositories/still").status == 200


def test_what_robots_are_called_and_how_long_they_live(admin: Api) -> None:
    asked = {
        "name": "crane",
        "level": "system",
        "permissions": [{"kind": "system", "namespace": "/", "access": [{"resource": "catalog", "action": "read"}]}],
    }
    assert admin.put("/configurations", {"robot_name_prefix": "bot-", "robot_token_duration": 7}).status == 200
    made = admin.post("/robots", {**asked, "duration": 0})
    assert admin.put("/configurations", {"robot_name_prefix": "robot$", "robot_token_duration": 30}).status == 200
    assert made.status == 201, made.body
    assert made.json["name"] == "bot-crane"
    found = admin.get(f"/robots/{made.json['id']}").json
    assert (found["name"], found["duration"]) == ("robot$crane", 7)


def second_node(first: Server) -> Server:
    """Another process on the same data."""
    return Server.start(first.data, database_url=first.environment.get("ROADSTEAD_DATABASE_URL"))


def life(caller: Api) -> int:
    """Seconds that a token lives: as the answer says, and as the token does."""
    answer = caller.get("/service/token", service="harbor-registry").json
    part = answer["token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    assert claims["exp"] - claims["iat"] == answer["expires_in"]
    return int(answer["expires_in"])


def test_how_long_tokens_live_counts_from_the_next_one_on(server: Server, admin: Api, nobody: Api) -> None:
    assert (life(admin), life(nobody)) == (1800, 1800)
    with second_node(server) as second:
        assert life(Api(second)) == 1800
        assert admin.put("/configurations", {"token_expiration": 5}).status == 200
        assert (life(admin), life(nobody), life(Api(second))) == (300, 300, 300)
        assert admin.put("/configurations", {"token_expiration": 30}).status == 200
        assert life(Api(second)) == 1800


def test_what_a_node_s_settings_fix_counts_before_what_is_set(tmp_path: Path) -> None:
    environ = {
        "CONFIG_OVERWRITE_JSON": '{"robot_name_prefix": "bot-", "self_registration": true}',
        "ROADSTEAD_CONFIGURATION_TOKEN_EXPIRATION": "7",
    }
    data = tmp_path / "data"
    data.mkdir()
    (data / "roadstead.yml").write_text("configuration:\n  session_timeout: 15\n  robot_name_prefix: lost-\n")
    with Server.start(data, env=environ) as server:
        admin = Api(server)
        found = admin.get("/configurations").json
        from_environment = {"editable": False, "source": "environment", "used": True}
        assert found["robot_name_prefix"] == {**from_environment, "value": "bot-"}
        assert found["self_registration"] == {**from_environment, "value": True}
        assert found["token_expiration"] == {**from_environment, "value": 7}
        assert found["session_timeout"] == {**from_environment, "value": 15, "source": "file"}
        assert life(admin) == 7 * 60
        for key, other, place in (("token_expiration", 8, "environment"), ("session_timeout", 16, "file")):
            status, code, told = admin.put("/configurations", {"banner_message": "no", key: other}).error
            assert (status, code) == (403, "DENIED")
            assert key in told
            assert place in told
        assert value(admin, "banner_message") == ""
        same = {"banner_message": "yes", "token_expiration": 7}  # clients send back all that they were given
        assert admin.put("/configurations", same).status == 200
        assert value(admin, "banner_message") == "yes"


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"CONFIG_OVERWRITE_JSON": '{"unheard_of": 1}'}, "unheard_of"),
        ({"CONFIG_OVERWRITE_JSON": '{"token_expiration": 0}'}, "token_expiration must be from 1"),
        ({"ROADSTEAD_CONFIGURATION_READ_ONLY": "yes"}, "read_only must be true or false"),
        ({"ROADSTEAD_CONFIGURATION_SKIP_AUDIT_LOG_DATABASE": "true"}, "skip_audit_log_database cannot be true"),
    ],
)
def test_a_key_that_cannot_be_so_is_told_at_the_start(tmp_path: Path, environ: dict[str, str], words: str) -> None:
    settings = load({"ROADSTEAD_DATA": str(tmp_path), **environ})
    db = open_database(settings.database, settings.folder / "run")
    try:
        with pytest.raises(SettingsError, match=words):
            assemble(settings, db)
    finally:
        db.close()


def test_keys_say_whether_anything_uses_them() -> None:
    """A key is used that code names which does more than keep it and give it back."""
    only_there_to_be_given_out = {"auth_mode", "banner_message"}
    rooms = Path(roadstead.__file__).parent
    keeping = {*(rooms / "domain" / "config").iterdir(), *(rooms / "api" / "wire").iterdir()}
    told = "\n".join(file.read_text("utf-8") for file in rooms.rglob("*.py") if file not in keeping)
    named = {name for name in KEYS if f'"{name}"' in told or f"'{name}'" in told}
    assert {name for name, key in KEYS.items() if key.used} == named | only_there_to_be_given_out
