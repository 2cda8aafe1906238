"""A6: method × scope × role. A token holds what was asked and is allowed, and opens that alone."""

from __future__ import annotations

import json

import pytest

from tests.security.conftest import PEOPLE, REALM, Site, basic, bearer, claims
from tests.security.test_routes import ACTIONS, ON_REPOSITORIES, PATHS

ALL = frozenset(ACTIONS)
ALLOWED = {
    "root": ALL,
    "projectAdmin": ALL,
    "maintainer": ALL,
    "developer": frozenset({"pull", "push"}),
    "guest": frozenset({"pull"}),
    "limitedGuest": frozenset({"pull"}),
    "stranger": frozenset[str](),
    None: frozenset[str](),
}
ASKED = ["", "pull", "push", "delete", "pull,push", "pull,push,delete", "*", "delete,fly"]
PROJECTS = ["closed", "public"]
EVERYBODY = [*PEOPLE, None]


def allowed(who: str | None, project: str) -> frozenset[str]:
    return ALLOWED[who] | {"pull"} if project == "public" else ALLOWED[who]


def opened(status: int) -> bool:
    return status not in (401, 403)


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_token_opens_what_was_asked_and_is_allowed(site: Site, who: str | None, project: str) -> None:
    repository = f"{project}/app"
    for asked in ASKED:
        scope = f"repository:{repository}:{asked}"
        wanted = ALL if "*" in asked else ALL & set(asked.split(","))
        granted = wanted & allowed(who, project)
        token = site.token(who, *([scope] if asked else []))
        access = claims(token)["access"]
        assert [set(entry["actions"]) for entry in access] == ([granted] if granted else [])
        for method, path, action in ON_REPOSITORIES:
            reply = site.ask(method, path.format(repository), bearer(token))
            assert opened(reply.status) == (action in granted), (method, path, asked, reply)
            if action not in granted:
                assert reply.status == 401
                assert reply.given("www-authenticate").startswith(f'Bearer realm="{REALM}"')
                assert reply.given("www-authenticate").endswith('error="insufficient_scope"')


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("who", PEOPLE)
def test_basic_authentication_opens_what_the_role_allows(site: Site, who: str, project: str) -> None:
    for method, path, action in ON_REPOSITORIES:
        reply = site.ask(method, path.format(f"{project}/app"), {"authorization": basic(who)})
        assert opened(reply.status) == (action in allowed(who, project)), (method, path, reply)
        if action not in allowed(who, project):
            assert reply.status == 403
            assert method == "HEAD" or json.loads(reply.body)["errors"][0]["code"] == "DENIED"


@pytest.mark.parametrize("project", [*PROJECTS, "absent"])
def test_without_a_header_every_route_is_challenged(site: Site, project: str) -> None:
    asks = {"pull": "pull", "push": "pull,push", "delete": "delete"}
    for method, path, action in ON_REPOSITORIES:
        reply = site.ask(method, path.format(f"{project}/app"))
        assert reply.status == 401
        assert reply.given("www-authenticate") == (
            f'Bearer realm="{REALM}",service="harbor-registry",scope="repository:{project}/app:{asks[action]}"'
        )
    assert site.ask("GET", "/v2/").given("www-authenticate") == f'Bearer realm="{REALM}",service="harbor-registry"'


def test_a_token_for_one_repository_opens_no_other(site: Site) -> None:
    token = site.token("projectAdmin", "repository:closed/app:*")
    for other in ("closed/app2", "closed/app/x", "closed/ap", "public/app", "library/app"):
        for method, path, _ in ON_REPOSITORIES:
            assert site.ask(method, path.format(other), bearer(token)).status == 401


def test_many_scopes_are_granted_each_by_itself(site: Site) -> None:
    token = site.token(
        "developer", "repository:closed/a:* registry:catalog:*", "repository:absent/b:*", "repository:library/c:*"
    )
    assert {entry["name"]: set(entry["actions"]) for entry in claims(token)["access"]} == {
        "closed/a": {"pull", "push"},
        "library/c": {"pull"},
    }


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_catalog_is_for_administrators_who_asked_for_it(site: Site, who: str | None) -> None:
    with_scope, without = site.token(who, "registry:catalog:*"), site.token(who)
    for method in ("GET", "HEAD"):
        assert opened(site.ask(method, PATHS["catalog"], bearer(with_scope)).status) == (who == "root")
        assert not opened(site.ask(method, PATHS["catalog"], bearer(without)).status)
        if who is not None:
            reply = site.ask(method, PATHS["catalog"], {"authorization": basic(who)})
            assert reply.status == (200 if who == "root" else 403)


def test_more_scopes_than_can_be_meant_are_refused(site: Site) -> None:
    assert site.token_reply("guest", *(f"repository:closed/a{n}:pull" for n in range(101))).status == 400
    assert site.token_reply("guest", "repository:closed/" + "a" * 5000 + ":pull").status == 400


@pytest.mark.parametrize("header", ["host", "x-forwarded-host", "forwarded", "x-forwarded-proto", "x-original-url"])
def test_a_strangers_header_never_moves_the_realm(site: Site, header: str) -> None:
    for path in ("/v2/", "/v2/closed/app/tags/list"):
        reply = site.ask("GET", path, {header: "evil.example.org"})
        assert reply.given("www-authenticate").startswith(f'Bearer realm="{REALM}",')
        assert "evil" not in str(reply)


def test_a_name_cannot_write_the_challenge(site: Site) -> None:
    for name in ("closed/a%22,realm=%22x", "closed/a%0d%0ax:%20y", "closed/a%5c", "CLOSED/a"):
        reply = site.ask("GET", f"/v2/{name}/tags/list")
        assert reply.status in (400, 401, 404)
        assert reply.given("www-authenticate").count('"') in (0, 4)
        assert not reply.given("x")
