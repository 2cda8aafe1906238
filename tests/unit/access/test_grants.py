"""Grants: what a header allows, how long that is believed, and what the refusals say."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from roadstead.domain.access.model import Grant
from roadstead.errors import Refusal
from tests.support.databases import settle
from tests.unit.access.conftest import World
from tests.unit.refusals import refused

APP = "team/app"
ALL_OF_APP = f"repository:{APP}:pull,push,delete"


def refusal_of(world: World, grant: Grant, repository: str, action: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        world.access.check(grant, repository, action)
    return caught.value


def challenge_of(refusal: Refusal) -> str:
    return dict(refusal.headers)[b"www-authenticate"].decode()


def test_without_a_header_everything_is_challenged_public_too(world: World) -> None:
    world.projects.create("team", public=True)
    grant = world.access.resolve(None)
    refusal = refusal_of(world, grant, APP, "pull")
    assert refusal.code == "UNAUTHORIZED"
    assert challenge_of(refusal).endswith('scope="repository:team/app:pull"')
    with refused("UNAUTHORIZED"):
        world.access.check_known(grant)
    with refused("UNAUTHORIZED"):
        world.access.check_catalog(grant)


def test_an_anonymous_token_pulls_what_is_public_alone(world: World) -> None:
    world.projects.create("team", public=True)
    world.projects.create("closed")
    grant = world.grant(None, ALL_OF_APP, "repository:closed/app:pull")
    world.access.check(grant, APP, "pull")
    world.access.check_known(grant)
    assert "insufficient_scope" in challenge_of(refusal_of(world, grant, APP, "push"))
    assert "insufficient_scope" in challenge_of(refusal_of(world, grant, "closed/app", "pull"))


def test_a_token_holds_nothing_that_was_not_asked_for(world: World) -> None:
    bob = world.account("bob")
    world.projects.create("team", owner_id=bob.id)
    grant = world.grant(bob, f"repository:{APP}:pull")
    assert world.access.allowed(grant, APP, "pull")
    assert not world.access.allowed(grant, APP, "push")
    assert not world.access.allowed(grant, "team/other", "pull")
    assert not world.access.allowed(world.grant(bob), APP, "pull")


def test_the_scope_in_the_challenge_is_the_one_to_ask_for(world: World) -> None:
    bob = world.account("bob")
    world.projects.create("team", owner_id=bob.id)
    poor = world.grant(bob)
    for action in ("pull", "push", "delete"):
        text = challenge_of(refusal_of(world, poor, APP, action))
        scope = text.partition('scope="')[2].partition('"')[0]
        world.access.check(world.grant(bob, scope), APP, action)


def test_basic_authentication_asks_the_database(world: World) -> None:
    bob = world.account("bob")
    team = world.projects.create("team")
    world.projects.set_member("team", "bob", "guest")
    grant = world.access.resolve(world.basic("bob"))
    assert (grant.basic, grant.account_id) == (True, bob.id)
    world.access.check(grant, APP, "pull")
    assert grant.access[APP] == (frozenset({"pull"}), team.id)
    assert refusal_of(world, grant, APP, "push").code == "DENIED"
    assert refusal_of(world, grant, "absent/app", "pull").code == "DENIED"


@pytest.mark.parametrize(
    "header",
    [b"", b"Basic", b"Basic !!!", b"Basic Ym9i", b"Basic " + b"A" * 8192, b"Basic /w==", b"Digest x", b"Bearer"],
)
def test_a_header_that_is_no_credential_is_refused(world: World, header: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        world.access.resolve(header, APP, "push")
    assert caught.value.status == 401
    assert 'scope="repository:team/app:pull,push"' in challenge_of(caught.value)


def test_schemes_are_read_in_any_case(world: World) -> None:
    bob = world.account("bob")
    assert world.access.resolve(world.basic("bob").replace(b"Basic", b"bAsIc")).account_id == bob.id
    assert world.access.resolve(world.bearer(bob).replace(b"Bearer", b"BEARER")).account_id == bob.id


def test_a_bad_token_is_told_from_a_poor_one(world: World) -> None:
    with pytest.raises(Refusal) as caught:
        world.access.resolve(b"Bearer x.y.z", APP, "pull")
    assert challenge_of(caught.value).endswith('scope="repository:team/app:pull",error="invalid_token"')


def test_the_catalog_is_for_system_administrators(world: World) -> None:
    root, bob = world.account("root", sysadmin=True), world.account("bob")
    world.access.check_catalog(world.grant(root, "registry:catalog:*"))
    world.access.check_catalog(world.access.resolve(world.basic("root")))
    for grant in (world.grant(root), world.grant(bob, "registry:catalog:*"), world.grant(None, "registry:catalog:*")):
        with pytest.raises(Refusal) as caught:
            world.access.check_catalog(grant)
        assert 'scope="registry:catalog:*",error="insufficient_scope"' in challenge_of(caught.value)
    with refused("DENIED"):
        world.access.check_catalog(world.access.resolve(world.basic("bob")))


def test_an_administrator_passes_for_a_project_that_is_absent(world: World) -> None:
    root = world.account("root", sysadmin=True)
    world.access.check(world.grant(root, "repository:absent/app:push"), "absent/app", "push")
    world.access.check(world.access.resolve(world.basic("root")), "absent/app", "push")


def test_a_grant_is_found_again_by_its_header(world: World) -> None:
    bob = world.account("bob")
    header = world.bearer(bob)
    assert world.access.cached(header) is None
    settle(world.db)
    grant = world.access.resolve(header)
    assert world.access.cached(header) is grant
    assert world.access.cached(header + b" ") is None
    basic = world.basic("bob")
    world.access.resolve(basic)
    assert world.access.cached(basic) is None  # a password is checked at every request


def test_a_cached_grant_is_believed_for_a_bounded_time_and_never_beyond_its_token(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = world.bearer(world.account("bob"))
    settle(world.db)
    grant = world.access.resolve(header)
    now, fresh_seconds = time.monotonic(), world.db.generations.fresh_seconds
    assert now < grant.fresh_until <= now + fresh_seconds
    with monkeypatch.context() as later:
        later.setattr(time, "monotonic", lambda: now + fresh_seconds + 0.1)
        assert world.access.cached(header) is None
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: grant.expires_at + 1)
        assert world.access.cached(header) is None
        with refused("UNAUTHORIZED"):
            world.access.resolve(header)
    assert world.access.cached(header) is grant


def disable_and_open(world: World, account_id: int) -> None:
    world.identity.disable(account_id)
    world.identity.disable(account_id, False)


Change = Callable[[World, int], None]
WITHDRAWN: dict[str, Change] = {
    "the membership ends": lambda world, _: world.projects.remove_member("team", "bob"),
    "the role becomes a lesser one": lambda world, _: world.projects.set_member("team", "bob", "guest"),
}
ENDED: dict[str, Change] = {
    "the password changes": lambda world, bob: world.identity.set_password(bob, "Other-password-2"),
    "the account is disabled": lambda world, bob: world.identity.disable(bob),
    "disabled and opened again": disable_and_open,
    "the account is deleted": lambda world, bob: world.identity.delete(bob),
}


@pytest.mark.parametrize("change", WITHDRAWN.values(), ids=WITHDRAWN.keys())
def test_a_right_that_is_withdrawn_ends_at_once(world: World, change: Change) -> None:
    world.account("first")
    bob = world.account("bob")
    world.projects.create("team")
    world.projects.set_member("team", "bob", "developer")
    header = world.bearer(bob, ALL_OF_APP)
    world.access.check(world.access.resolve(header), APP, "push")
    change(world, bob.id)
    assert world.access.cached(header) is None
    assert refusal_of(world, world.access.resolve(header), APP, "push").code == "UNAUTHORIZED"
    assert refusal_of(world, world.access.resolve(world.basic("bob")), APP, "push").code == "DENIED"


@pytest.mark.parametrize("change", ENDED.values(), ids=ENDED.keys())
def test_tokens_end_when(world: World, change: Change) -> None:
    world.account("first")
    bob = world.account("bob")
    header = world.bearer(bob)
    world.access.resolve(header)
    change(world, bob.id)
    assert world.access.cached(header) is None
    with refused("UNAUTHORIZED"):
        world.access.resolve(header)


def test_a_project_that_closes_is_closed_to_anonymous_tokens(world: World) -> None:
    world.projects.create("team", public=True)
    header = world.bearer(None, ALL_OF_APP)
    world.access.check(world.access.resolve(header), APP, "pull")
    world.projects.set_public("team", False)
    assert world.access.cached(header) is None
    refusal_of(world, world.access.resolve(header), APP, "pull")


def test_who_is_no_administrator_any_more_has_no_catalog(world: World) -> None:
    root = world.account("root", sysadmin=True)
    header = world.bearer(root, "registry:catalog:*", ALL_OF_APP)
    assert world.access.resolve(header).catalog

    world.db.write(lambda tx: tx.run("UPDATE account SET sysadmin = 0 WHERE id = ?", root.id))
    grant = world.access.resolve(header)
    assert not grant.catalog
    assert not world.access.allowed(grant, APP, "pull")


def test_the_answer_of_the_token_service(world: World) -> None:
    answer = world.access.token(None, ())
    assert answer["token"] == answer["access_token"]
    assert answer["expires_in"] == 30 * 60
    assert time.strptime(answer["issued_at"], "%Y-%m-%dT%H:%M:%SZ")
