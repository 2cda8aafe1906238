"""A5: an upload is of the account that began it, in the repository where it began."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from roadstead.db.database import open_database
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.registry.routes import ROUTES
from tests.security.attack import leaving
from tests.security.conftest import PASSWORD, PEOPLE, Reply, Site, basic, bearer
from tests.security.test_routes import path_of
from tests.support.content import digest
from tests.support.patience import eventually
from tests.support.wire import Wire, request

REPOSITORY, OTHERS = "public/uploading", ("public/other", "public/uploading/x", "closed/uploading")
OWNER = "developer"
FIRST, REST = b"what has arrived ", b"and what follows"
NOWHERE = "f" * 32

Headers = dict[str, str | bytes]


@pytest.fixture
def place(site: Site) -> Iterator[str]:
    """The path of an upload in progress; after the story it is as it was, and can be finished."""
    owner = token(site, OWNER)
    begun = site.ask("POST", f"/v2/{REPOSITORY}/blobs/uploads/", owner)
    place = begun.given("location")
    assert site.ask("PATCH", place, owner, FIRST).status == 202
    yield place
    assert site.ask("GET", place, owner).given("range") == f"0-{len(FIRST) - 1}"
    assert site.ask("PUT", f"{place}?digest={digest(FIRST + REST)}", owner, REST).status == 201


def token(site: Site, who: str | None, repository: str = REPOSITORY) -> Headers:
    return bearer(site.token(who, f"repository:{repository}:*"))


def everything(site: Site, repository: str, upload: str, headers: Headers) -> list[Reply]:
    """The answers to every method, without the upload's id."""
    replies = []
    for method in ROUTES["upload"]:
        path = path_of("upload", repository, upload)
        for query, more in (("", {}), (f"?digest={digest(FIRST)}", {}), ("", {"content-range": "0-3"})):
            body = b"else" if method in ("PUT", "PATCH") else None
            reply = site.ask(method, path + query, {**headers, **more}, body)
            replies.append(Reply(reply.status, reply.fields, reply.body.replace(upload.encode(), b"ID")))
    return replies


@pytest.mark.parametrize("who", [*(name for name in PEOPLE if name != OWNER), None])
def test_another_account_finds_no_upload(site: Site, place: str, who: str | None) -> None:
    upload = place.rpartition("/")[2]
    by_name: Headers = {"authorization": basic(who)} if who else {}
    with leaving(site):
        for headers in (token(site, who), by_name):
            found = everything(site, REPOSITORY, upload, headers)
            assert found == everything(site, REPOSITORY, NOWHERE, headers)
            assert {reply.status for reply in found} <= {400, 401, 403, 404}


@pytest.mark.parametrize("other", OTHERS)
def test_nor_does_its_owner_elsewhere(site: Site, place: str, other: str) -> None:
    upload = place.rpartition("/")[2]
    by_name: Headers = {"authorization": basic(OWNER)}
    with leaving(site):
        for headers in (token(site, OWNER, other), by_name):
            found = everything(site, other, upload, headers)
            assert found == everything(site, other, NOWHERE, headers)
            assert {reply.status for reply in found} == {400, 404}


def test_while_it_is_written_others_do_not_learn_that_it_is(site: Site, place: str) -> None:
    upload = place.rpartition("/")[2]
    owner = token(site, OWNER)
    authorization = ("Authorization", str(owner["authorization"]))
    with Wire(site.server.host) as wire:
        wire.send(request("PATCH", place, authorization, ("Content-Length", "100000")))
        assert eventually(lambda: site.ask("PATCH", place, owner, b"").status == 409)
        for who in ("maintainer", "root"):
            headers = token(site, who)
            assert everything(site, REPOSITORY, upload, headers) == everything(site, REPOSITORY, NOWHERE, headers)
    assert eventually(lambda: site.ask("PATCH", place, owner, b"").status == 202)


def test_an_account_made_again_does_not_inherit_it(site: Site) -> None:
    database = open_database(f"sqlite:///{site.server.data}/roadstead.db", site.server.data / "run")
    identity, projects = Identity(database), Projects(database)
    place = ""
    for _ in range(2):
        account = identity.create("returning", PASSWORD)
        projects.set_member("public", "returning", "developer")
        headers = token(site, "returning")
        if place:
            replies = everything(site, REPOSITORY, place.rpartition("/")[2], headers)
            assert replies == everything(site, REPOSITORY, NOWHERE, headers)
        else:
            place = site.ask("POST", f"/v2/{REPOSITORY}/blobs/uploads/", headers).given("location")
        identity.delete(account.id)
    database.close()


def test_who_may_not_push_any_more_does_not_go_on(site: Site) -> None:
    database = open_database(f"sqlite:///{site.server.data}/roadstead.db", site.server.data / "run")
    projects = Projects(database)
    projects.set_member("public", "stranger", "developer")
    headers = token(site, "stranger")
    place = site.ask("POST", f"/v2/{REPOSITORY}/blobs/uploads/", headers).given("location")
    assert site.ask("PATCH", place, headers, FIRST).status == 202
    projects.remove_member("public", "stranger")
    database.close()
    with leaving(site):
        replies = everything(site, REPOSITORY, place.rpartition("/")[2], headers)
        assert {reply.status for reply in replies} == {401}
