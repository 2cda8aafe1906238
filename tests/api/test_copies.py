"""Copies from one repository into another: rows alone, with all that belongs to an artifact; who may make them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support import content
from tests.support.api import Answer, Api
from tests.support.census import leaves, rows
from tests.support.client import Client, Way
from tests.support.content import absent, artifact, descriptor, digest, index
from tests.support.people import PASSWORD, join, person
from tests.support.server import Server


@pytest.fixture(scope="module")
def pusher(server: Server) -> Client:
    return Client(Way(server))


@pytest.fixture(scope="module")
def projects(server: Server) -> tuple[str, str]:
    """Two private projects."""
    for name in ("here", "there"):
        assert Api(server).post("/projects", {"project_name": name}).status == 201
    return "here", "there"


def copy(caller: Api, source: str, target: str) -> Answer:
    """Into `target`, `project/path…`."""
    name, _, path = target.partition("/")
    place = f"/projects/{name}/repositories/{path.replace('/', '%252F')}/artifacts"
    return caller.call("POST", f"{place}?from={source.replace('/', '%2F')}")


def image(pusher: Client, repository: str, name: object, tag: str = "") -> bytes:
    layer = content.noise(f"copied {name}")
    for blob in (content.CONFIG, content.EMPTY, layer):
        pusher.push_blob(repository, blob)
    body = content.image(layer)
    pusher.push_manifest(repository, tag or digest(body), body)
    return body


def point(pusher: Client, repository: str, at: bytes, kind: str = "application/vnd.cncf.notary.signature") -> bytes:
    body = artifact(kind, descriptor(at, content.media_type_of(at)))
    pusher.push_manifest(repository, digest(body), body)
    return body


def tags(pusher: Client, repository: str) -> list[str]:
    reply = pusher.ask("GET", f"/v2/{repository}/tags/list")
    return [] if reply.status == 404 else list(reply.json()["tags"])


def given(pusher: Client, repository: str, reference: str) -> bytes:
    reply = pusher.ask("GET", f"/v2/{repository}/manifests/{reference}")
    assert reply.status == 200, reply
    return reply.body


def test_an_image_is_copied_by_its_tag(admin: Api, pusher: Client, projects: tuple[str, str]) -> None:
    body = image(pusher, "here/app", "image", "v1")
    pusher.push_manifest("here/app", "v2", body)
    assert pusher.ask("GET", "/v2/there/copy/of/manifests/v1").status == 404
    answer = copy(admin, "here/app:v1", "there/copy/of")
    assert answer.status == 201
    place = answer.headers["location"]
    assert place == f"/api/v2.0/projects/there/repositories/copy%252Fof/artifacts/{digest(body)}"
    assert admin.get(place).json["type"] == "IMAGE"
    assert given(pusher, "there/copy/of", "v1") == given(pusher, "there/copy/of", digest(body)) == body
    assert tags(pusher, "there/copy/of") == ["v1"]
    layer = content.noise("copied image")
    assert pusher.ask("GET", f"/v2/there/copy/of/blobs/{digest(layer)}").body == layer


def test_a_copy_by_digest_has_all_tags(admin: Api, pusher: Client, projects: tuple[str, str]) -> None:
    body = image(pusher, "here/tags", "tags", "v1")
    pusher.push_manifest("here/tags", "v2", body)
    assert copy(admin, f"here/tags@{digest(body)}", "there/tags").status == 201
    assert tags(pusher, "there/tags") == ["v1", "v2"]


def test_a_copy_is_counted_told_and_entered(
    server: Server, admin: Api, pusher: Client, projects: tuple[str, str]
) -> None:
    body = image(pusher, "here/told", "told", "v1")
    with leaves(server, repository=1, manifest=1, manifest_body=1, manifest_blob=2, tag=1, tag_history=1, outbox=1):
        assert copy(admin, "here/told:v1", "there/told").status == 201
    for name in (digest(body), digest(content.noise("copied told"))):
        held = "SELECT 1 FROM project_content c JOIN project p ON p.id = c.project_id WHERE p.name = 'there'"
        assert rows(server, f"{held} AND c.digest = '{name}'") == [(1,)]
    entry = "SELECT actor, operation, resource_type, description FROM audit_log WHERE resource"
    assert rows(server, f"{entry} = 'there/told@{digest(body)}'") == [
        ("admin", "create", "artifact", "copied from here/told v1")
    ]
    with leaves(server, outbox=1):  # once more changes nothing
        assert copy(admin, "here/told:v1", "there/told").status == 201


def test_children_and_accessories_come_along(
    server: Server, admin: Api, pusher: Client, projects: tuple[str, str]
) -> None:
    children = [image(pusher, "here/many", f"child {n}") for n in range(3)]
    pusher.push_manifest("here/many", "child", children[0])
    inner = index(*children)
    outer = index(inner)
    pusher.push_manifest("here/many", digest(inner), inner)
    pusher.push_manifest("here/many", "v1", outer)
    signature = point(pusher, "here/many", outer)
    parts = [
        inner,
        outer,
        *children,
        signature,
        point(pusher, "here/many", signature),
        point(pusher, "here/many", children[1]),
    ]
    simple = image(pusher, "here/many", "cosign", f"{digest(outer).replace(':', '-')}.sig")
    strange = image(pusher, "here/many", "another", "another")
    assert copy(admin, "here/many:v1", "there/many").status == 201
    for body in (*parts, simple):
        assert given(pusher, "there/many", digest(body)) == body
    assert pusher.ask("HEAD", f"/v2/there/many/manifests/{digest(strange)}").status == 404
    assert tags(pusher, "there/many") == [f"{digest(outer).replace(':', '-')}.sig", "v1"]
    listed = admin.get("/projects/there/repositories/many/artifacts").json
    assert [one["digest"] for one in listed] == [digest(outer)]
    referrers = pusher.ask("GET", f"/v2/there/many/referrers/{digest(outer)}").json()["manifests"]
    assert [one["digest"] for one in referrers] == [digest(signature)]
    copied = "FROM manifest m JOIN repository r ON r.id = m.repository_id WHERE r.name"
    same = "digest, kind, extra_attrs, content_size, accessory_kind, accessory_of, project_id > 0"
    there = set(rows(server, f"SELECT m.{same.replace(', ', ', m.')} {copied} = 'there/many'"))
    assert there < set(rows(server, f"SELECT m.{same.replace(', ', ', m.')} {copied} = 'here/many'"))
    assert len(there) == len(parts) + 1


def test_a_tag_of_the_target_moves(admin: Api, pusher: Client, projects: tuple[str, str]) -> None:
    old, new = image(pusher, "there/moved", "old", "v1"), image(pusher, "here/moved", "new", "v1")
    assert copy(admin, "here/moved:v1", "there/moved").status == 201
    assert given(pusher, "there/moved", "v1") == new
    assert given(pusher, "there/moved", digest(old)) == old


def test_a_copy_onto_itself_changes_nothing(server: Server, admin: Api, pusher: Client) -> None:
    body = image(pusher, "library/itself", "itself", "v1")
    with leaves(server, outbox=1):
        assert copy(admin, f"library/itself@{digest(body)}", "library/itself").status == 201


def test_a_copy_lives_on_when_its_source_goes(admin: Api, pusher: Client, projects: tuple[str, str]) -> None:
    body = image(pusher, "here/gone", "gone", "v1")
    assert copy(admin, "here/gone:v1", "there/stays").status == 201
    assert pusher.ask("DELETE", f"/v2/here/gone/manifests/{digest(body)}").status == 202
    assert given(pusher, "there/stays", "v1") == body
    layer = content.noise("copied gone")
    assert pusher.ask("GET", f"/v2/there/stays/blobs/{digest(layer)}").body == layer


def test_what_is_not_there(server: Server, admin: Api, pusher: Client, projects: tuple[str, str]) -> None:
    body = image(pusher, "here/known", "known", "v1")
    with leaves(server):
        for source in (
            "here/known:v2",
            f"here/known@{absent()}",
            "here/never:v1",
            "never/known:v1",
            f"there/known@{digest(body)}",
        ):
            assert copy(admin, source, "there/new").error[:2] == (404, "NOT_FOUND")
        assert copy(admin, "here/known:v1", "never/known").error[:2] == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "here",
        "here/known",
        "known:v1",
        "here/known:",
        "here/known@sha256:abc",
        "here/known:v1@x",
        "here/../x:v1",
        "H/x:v1",
    ],
)
def test_what_is_no_source(server: Server, admin: Api, projects: tuple[str, str], source: str) -> None:
    with leaves(server):
        answer = copy(admin, source, "there/new")
        assert answer.error[:2] == (400, "BAD_REQUEST")
        assert "from" in answer.error[2]


@pytest.mark.parametrize("path", ["UPPER", "a..b", "a/", "%00"])
def test_what_is_no_target(server: Server, admin: Api, projects: tuple[str, str], path: str) -> None:
    with leaves(server):
        assert copy(admin, "here/known:v1", f"there/{path}").status in (400, 404)


def test_who_may_copy(server: Server, admin: Api, nobody: Api, pusher: Client, projects: tuple[str, str]) -> None:
    image(pusher, "here/rights", "rights", "v1")
    people = {name: person(server, name) for name in ("puller", "pusher2", "both", "stranger")}
    join(admin, "here", "puller", "limitedGuest")
    join(admin, "there", "puller", "guest")
    join(admin, "there", "pusher2", "developer")
    for project, role in (("here", "guest"), ("there", "developer")):
        join(admin, project, "both", role)
    sources = ("here/rights:v1", "nowhere/rights:v1")  # private and absent look the same
    with leaves(server):
        for source in sources:
            assert copy(nobody, source, "there/rights").error[:2] == (401, "UNAUTHORIZED")
            for name in ("puller", "stranger"):
                assert copy(people[name], source, "there/rights").error[:2] == (403, "FORBIDDEN")
        refused = {copy(people["pusher2"], source, "there/rights").body for source in sources}
        assert len(refused) == 1
        assert copy(people["pusher2"], sources[0], "there/rights").error[:2] == (403, "FORBIDDEN")
    assert copy(people["both"], sources[0], "there/rights").status == 201
    public = image(pusher, "library/rights", "public", "v1")
    assert copy(people["pusher2"], "library/rights:v1", "there/public").status == 201
    with Client(Way(server), "pusher2", PASSWORD) as developer:
        assert given(developer, "there/public", "v1") == public


def test_a_copy_that_does_not_fit(server: Server, admin: Api, pusher: Client, projects: tuple[str, str]) -> None:
    image(pusher, "here/large", "large", "v1")
    assert admin.post("/projects", {"project_name": "tiny", "storage_limit": 100}).status == 201
    with leaves(server):
        answer = copy(admin, "here/large:v1", "tiny/large")
        assert answer.error[:2] == (403, "DENIED")


def test_copies_and_deletions_at_once_leave_whole_artifacts(
    server: Server, admin: Api, projects: tuple[str, str]
) -> None:
    with Client(Way(server)) as first:
        children = [image(first, "here/busy", f"busy {n}") for n in range(4)]
        first.push_manifest("here/busy", "v1", index(*children))
    whole = digest(index(*children))

    def work(number: int) -> None:
        if number % 3:
            assert copy(Api(server), f"here/busy@{whole}", "there/busy").status == 201
        else:
            with Client(Way(server)) as client:
                status = client.ask("DELETE", f"/v2/there/busy/manifests/{whole}").status
                assert status in (202, 404)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(18)))
    assert copy(admin, f"here/busy@{whole}", "there/busy").status == 201
    with Client(Way(server)) as client:
        for body in (index(*children), *children):
            assert given(client, "there/busy", digest(body)) == body
