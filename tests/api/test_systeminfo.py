"""What the registry says of itself: its version, its settings, its disk, its health."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.api import Api
from tests.support.people import person
from tests.support.server import Server

OPEN = {"auth_mode", "banner_message", "oidc_provider_name", "primary_auth_mode", "self_registration"}


def test_who_has_not_signed_in_learns_only_how_to(server: Server, admin: Api, nobody: Api) -> None:
    told = nobody.get("/systeminfo").json
    assert set(told) == OPEN
    assert (told["auth_mode"], told["self_registration"]) == ("db_auth", False)
    known = admin.get("/systeminfo").json
    assert known["harbor_version"].startswith("v2.")
    assert known["registry_url"] == server.host
    assert known["external_url"] == server.url
    assert known["project_creation_restriction"] == "everyone"
    assert (known["read_only"], known["has_ca_root"], known["notification_enable"]) == (False, False, True)
    assert known["current_time"].endswith("Z")
    assert nobody.get("/systeminfo/getcert").error[:2] == (404, "NOT_FOUND")


def test_the_disk_is_for_administrators(server: Server, admin: Api, nobody: Api) -> None:
    (disk,) = admin.get("/systeminfo/volumes").json["storage"]
    assert 0 < disk["free"] <= disk["total"]
    assert person(server, "eve").get("/systeminfo/volumes").error[:2] == (403, "FORBIDDEN")
    assert nobody.get("/systeminfo/volumes").error[:2] == (401, "UNAUTHORIZED")


def test_health_names_its_parts(nobody: Api) -> None:
    told = nobody.get("/health").json
    assert told["status"] == "healthy"
    parts = {one["name"]: one["status"] for one in told["components"]}
    assert parts == dict.fromkeys(("core", "database", "registry", "storage"), "healthy")


def test_the_version_of_the_api(nobody: Api) -> None:
    assert nobody.get("/api/version").json == {"version": "v2.0"}
    assert nobody.post("/api/version").status == 405
    assert nobody.get("/api/version/").status == 404


def test_a_certificate_that_it_signed_itself(tmp_path: Path) -> None:
    running = Server.start(tmp_path / "data", tls=True)
    try:
        caller = Api(running)
        assert caller.get("/systeminfo").json["has_ca_root"] is True
        answer = Api(running, None).get("/systeminfo/getcert")
        assert answer.body == running.certificate.read_bytes()
        assert b"PRIVATE" not in answer.body
    finally:
        running.stop()


def test_the_contract_as_far_as_it_is_answered(nobody: Api) -> None:
    told = nobody.get("/openapi.json").json
    operations = {of["operationId"] for methods in told["paths"].values() for of in methods.values()}
    assert {"listProjects", "getSystemInfo", "listCurrentSessions", "getOpenapi"} <= operations
    assert "pingLdap" not in operations
    text = nobody.get("/openapi.json").body.decode()
    named = set(re.findall(r'"#/definitions/(\w+)"', text))
    assert named == set(told["definitions"])


def test_a_page_to_try_it_on(nobody: Api) -> None:
    page = nobody.get("/devcenter")
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "unsafe" not in page.headers["content-security-policy"]
    named = re.findall(r'(?:src|href)="([^"]+)"', page.body.decode())
    assert "/devcenter/app.js" in named
    for path in named:
        assert nobody.get(path).status == 200
    for path in ("/devcenter", "/devcenter/app.js", "/devcenter/style.css"):
        assert b"//" not in re.sub(rb"^//.*$", b"", nobody.get(path).body, flags=re.MULTILINE)  # no other host
    assert nobody.get("/devcenter/../../etc/passwd").status == 404
    assert nobody.post("/devcenter").status == 405
