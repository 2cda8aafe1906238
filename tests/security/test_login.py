"""A10: no answer tells whether a name exists; A24: and no log holds what was sent."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from urllib.parse import urlencode

import pytest

from roadstead.db.database import open_database
from roadstead.domain.identity import passwords
from roadstead.domain.identity.service import Identity
from tests.security.conftest import PASSWORD, Reply, Site, basic, from_
from tests.support.census import rows

CANARY = "Canary-password-1"


places = (f"198.51.{n // 250}.{n % 250 + 1}" for n in count())
"""Addresses that nobody has come from: wrong passwords are counted by them, and that is another suite's story."""


def post(site: Site, **fields: str) -> Reply:
    headers = {"content-type": "application/x-www-form-urlencoded", **from_(next(places))}
    return site.ask("POST", "/service/token", headers, urlencode(fields).encode())


def by_get(site: Site, name: str, password: str) -> Reply:
    return site.token_reply(name, "repository:closed/app:pull", password=password, address=next(places))


def by_post(site: Site, name: str, password: str) -> Reply:
    return post(site, grant_type="password", username=name, password=password, service="harbor-registry")


def by_basic(site: Site, name: str, password: str) -> Reply:
    headers = {"authorization": basic(name, password), **from_(next(places))}
    return site.ask("GET", "/v2/closed/app/tags/list", headers)


def by_api(site: Site, name: str, password: str) -> Reply:
    headers = {"authorization": basic(name, password), **from_(next(places))}
    return site.ask("GET", "/api/v2.0/users/current", headers)


def by_login(site: Site, name: str, password: str) -> Reply:
    headers = {"content-type": "application/x-www-form-urlencoded", **from_(next(places))}
    return site.ask("POST", "/c/login", headers, urlencode({"principal": name, "password": password}).encode())


WAYS = [by_get, by_post, by_basic, by_api, by_login]
CHALLENGED = [by_get, by_post, by_basic]


@pytest.fixture(scope="module")
def ended(site: Site) -> tuple[str, str]:
    """Names of an account that is disabled and of one that is deleted; both had `PASSWORD`."""
    db = open_database(f"sqlite:///{site.server.data}/roadstead.db", site.server.data / "run")
    identity = Identity(db)
    identity.disable(identity.create("sleeper", PASSWORD).id)
    identity.delete(identity.create("leaver", PASSWORD).id)
    db.close()
    return "sleeper", "leaver"


@pytest.mark.parametrize("way", WAYS)
def test_every_wrong_login_has_the_same_answer(
    site: Site, ended: tuple[str, str], way: Callable[[Site, str, str], Reply]
) -> None:
    wrong = way(site, "guest", CANARY)
    assert wrong.status == 401
    assert bool(wrong.given("www-authenticate")) is (way in CHALLENGED)
    for name, password in (
        ("guest", ""),
        ("guest", PASSWORD + " "),
        ("guest", PASSWORD.upper()),
        ("Guest", PASSWORD),
        ("nobody-here", CANARY),
        ("nobody-here", PASSWORD),
        ("admin", CANARY),
        ("' OR 1=1 --", CANARY),
        ("a\x00b", CANARY),
        ("x" * 300, CANARY),
        ("", ""),
        *((name, PASSWORD) for name in ended),
    ):
        assert way(site, name, password) == wrong, (name, password)
    assert way(site, "guest", PASSWORD).status != 401


def test_the_form_of_containerd(site: Site) -> None:
    reply = post(
        site,
        grant_type="password",
        service="harbor-registry",
        client_id="containerd-client",
        scope="repository:closed/app:pull repository:closed/app:push",
        username="developer",
        password=PASSWORD,
    )
    assert reply.status == 200
    assert b'"access_token"' in reply.body
    assert reply.given("cache-control") == "no-store"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"grant_type": "refresh_token", "refresh_token": "x"},
        {"grant_type": "authorization_code", "code": "x"},
        {"grant_type": "password"},
        {"grant_type": "password", "username": "guest"},
        {"grant_type": "password", "username": "guest", "password": PASSWORD, "service": "other"},
    ],
)
def test_a_form_of_another_kind_is_told_so(site: Site, fields: dict[str, str]) -> None:
    reply = post(site, **fields)
    assert reply.status == 400
    assert PASSWORD.encode() not in reply.body


def test_another_service_gets_no_token(site: Site) -> None:
    assert site.ask("GET", "/service/token?service=other").status == 400


def test_no_log_holds_a_credential(site: Site) -> None:
    for way in WAYS:
        way(site, "guest", CANARY)
        way(site, "guest", PASSWORD)
    token = site.token("guest", "repository:closed/app:pull")
    site.ask("DELETE", "/v2/closed/app/manifests/x", {"authorization": f"Bearer {token}"})
    site.ask("DELETE", "/v2/closed/app/manifests/x", {"authorization": basic("guest")})
    log = site.server.log()
    for secret in (CANARY, PASSWORD, token, token.split(".")[2], basic("guest")[6:]):
        assert secret not in log


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_nobody_has_costs_as_much_as_one_that_somebody_has(
    site: Site, way: Callable[[Site, str, str], Reply]
) -> None:
    """Not by the clock, which other work moves: the hash that a wrong password is compared with is as dear."""
    counted = passwords.NOBODYS_HASH.split("$")[:4]
    (kept,) = rows(site.server, "SELECT password_hash FROM account WHERE username = 'guest'")
    assert str(kept[0]).split("$")[:4] == counted
    assert way(site, "nobody-here", CANARY) == way(site, "guest", CANARY)
