"""What counts in a project's quota, and what a full project still takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Answer, Api
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.content import noise
from tests.support.limited import Limited
from tests.support.patience import eventually
from tests.support.server import Server

BLOBS = "/v2/{}/blobs/uploads/"


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """The administrator's registry client."""
    with Client(Way(server)) as one:
        yield one


def size_of(*contents: bytes) -> int:
    """Bytes of all of them."""
    return sum(map(len, contents))


def refusal(body: bytes) -> tuple[str, str, Any]:
    """(code, message, detail) of an OCI error."""
    (error,) = json.loads(body)["errors"]
    return error["code"], error["message"], error["detail"]


# ---- what is counted


def test_every_distinct_content_counts_once(admin: Api, client: Client) -> None:
    team = Limited(admin)
    one, two = noise("one"), noise("two")
    first = client.push_image(f"{team.name}/app", "v1", one, two)
    held = size_of(content.CONFIG, one, two, first)
    assert team.used == held
    client.push_image(f"{team.name}/app", "v2", one, two)  # all of it once more
    client.push_image(f"{team.name}/other", "v1", one, two)  # and elsewhere in the project
    assert team.used == held
    second = client.push_image(f"{team.name}/other", "v2", one)
    assert team.used == held + len(second)
    index = content.index(first, second)
    client.push_manifest(f"{team.name}/app", "v2", second)
    client.push_manifest(f"{team.name}/app", "all", index)
    assert team.used == held + size_of(second, index)


def test_usage_falls_at_once_when_something_is_deleted(admin: Api, client: Client) -> None:
    team = Limited(admin)
    shared, alone = noise("shared"), noise("alone")
    one = client.push_image(f"{team.name}/app", "one", shared, alone)
    two = client.push_image(f"{team.name}/app", "two", shared)
    client.push_manifest(f"{team.name}/app", "again", one)
    assert client.ask("DELETE", f"/v2/{team.name}/app/manifests/one").status == 202  # a tag holds nothing
    assert team.used == size_of(content.CONFIG, shared, alone, one, two)
    gone = f"/v2/{team.name}/app/manifests/{content.digest(one)}"
    assert client.ask("DELETE", gone).status == 202
    assert team.used == size_of(content.CONFIG, shared, two)
    client.push_manifest(f"{team.name}/app", "one", one)  # its blobs are still on lease: they count again
    assert team.used == size_of(content.CONFIG, shared, alone, one, two)
    for body in (one, two):
        assert client.ask("DELETE", f"/v2/{team.name}/app/manifests/{content.digest(body)}").status == 202
    assert team.used == 0


def test_what_another_repository_of_the_project_holds_still_counts(admin: Api, client: Client) -> None:
    team = Limited(admin)
    body = client.push_image(f"{team.name}/one", "v1", noise("both"))
    client.push_image(f"{team.name}/two", "v1", noise("both"))
    used = team.used
    for name, left in (("one", used), ("two", 0)):
        assert client.ask("DELETE", f"/v2/{team.name}/{name}/manifests/{content.digest(body)}").status == 202
        assert team.used == left


def test_a_blob_counts_from_its_upload_until_it_is_deleted(admin: Api, client: Client) -> None:
    team = Limited(admin)
    blob = noise("lonely")
    digest = client.push_blob(f"{team.name}/one", blob)
    client.push_blob(f"{team.name}/two", blob)
    assert team.used == len(blob)
    for name, left in (("one", len(blob)), ("two", 0)):
        assert client.ask("DELETE", f"/v2/{team.name}/{name}/blobs/{digest}").status == 202
        assert team.used == left


def test_a_mount_counts_in_another_project_and_not_in_its_own(admin: Api, client: Client) -> None:
    team, other = Limited(admin), Limited(admin)
    blob = noise("mounted")
    digest = client.push_blob(f"{team.name}/app", blob)
    for target, held in ((team, len(blob)), (other, len(blob))):
        token = client.way.server.token(f"repository:{target.name}/new:pull,push")
        place = BLOBS.format(f"{target.name}/new") + f"?mount={digest}&from={team.name}/app"
        assert client.ask("POST", place, body=b"", token=token).status == 201
        assert target.used == held


def test_a_copy_counts_in_another_project_and_only_if_it_fits(admin: Api, client: Client) -> None:
    team, other = Limited(admin), Limited(admin)
    body = client.push_image(f"{team.name}/app", "v1", noise("copied"))
    used = team.used

    def copy(target: Limited) -> Answer:
        return admin.post(f"/projects/{target.name}/repositories/new/artifacts?from={team.name}/app:v1")

    assert copy(team).status == 201
    assert team.used == used
    assert other.limit(used - 1).status == 200
    status, code, message = copy(other).error
    assert (status, code, f"({used} bytes)" in message or f"{used} bytes" in message) == (403, "DENIED", True)
    assert other.used == 0
    assert client.ask("GET", f"/v2/{other.name}/new/manifests/{content.digest(body)}").status == 404
    assert other.limit(used).status == 200
    assert copy(other).status == 201
    assert other.used == used


def test_what_goes_along_with_an_artifact_counts_no_more(admin: Api, client: Client) -> None:
    team = Limited(admin)
    body = client.push_image(f"{team.name}/app", "v1", noise("signed"))
    client.push_blob(f"{team.name}/app", content.EMPTY)
    signature = content.artifact("application/x.signature", content.descriptor(body, content.media_type_of(body)))
    client.push_manifest(f"{team.name}/app", content.digest(signature), signature)
    assert team.used == size_of(content.CONFIG, noise("signed"), body, content.EMPTY, signature)
    assert admin.delete(f"/projects/{team.name}/repositories/app/artifacts/v1").status == 200
    assert team.used == 0


def test_a_repository_that_is_deleted_counts_no_more(admin: Api, client: Client) -> None:
    team = Limited(admin)
    client.push_image(f"{team.name}/kept", "v1", noise("shared"))
    kept = team.used
    client.push_image(f"{team.name}/gone", "v1", noise("shared"), noise("alone"))
    client.push_blob(f"{team.name}/gone", noise("loose"))
    assert admin.delete(f"/projects/{team.name}/repositories/gone").status == 200
    eventually(lambda: team.used == kept, 30)


# ---- what does not fit


def test_a_blob_that_does_not_fit_leaves_nothing(admin: Api, client: Client, server: Server) -> None:
    team = Limited(admin, 2000)
    client.push_blob(f"{team.name}/app", noise("fits", 1500))
    blob = noise("does not", 501)
    digest = content.digest(blob)
    place = client.begin(f"{team.name}/app")
    reply = client.ask("PUT", f"{place}?digest={digest}", body=blob)
    code, message, detail = refusal(reply.body)
    assert (reply.status, code) == (403, "DENIED")
    assert detail == {"limit": 2000, "used": 1500, "asked": 501}
    for told in (team.name, "501 bytes", "1.5 KiB (1500 bytes)", "2.0 KiB (2000 bytes)"):
        assert told in message
    whole = client.ask("POST", f"{BLOBS.format(team.name + '/app')}?digest={digest}", body=blob)
    assert whole.body == reply.body
    assert team.used == 1500
    assert client.ask("GET", f"/v2/{team.name}/app/blobs/{digest}").status == 404
    assert client.ask("GET", place).status == 404
    assert rows(server, f"SELECT count(*) FROM blob WHERE digest = '{digest}'") == [(0,)]
    assert rows(server, "SELECT count(*) FROM upload") == [(0,)]
    assert not list(server.data.glob(f"blobs/**/{digest.partition(':')[2]}*"))
    assert not list(server.data.glob("uploads/*"))
    client.push_blob(f"{team.name}/app", noise("just fits", 500))
    assert team.used == 2000


def test_a_manifest_that_does_not_fit_sets_no_tag(admin: Api, client: Client) -> None:
    team = Limited(admin)
    layer = noise("layer")
    body = content.image(layer)
    for blob in (content.CONFIG, layer):
        client.push_blob(f"{team.name}/app", blob)
    blobs = team.used
    assert team.limit(blobs + len(body) - 1).status == 200
    reply = client.put_manifest(f"{team.name}/app", "v1", body)
    assert (reply.status, refusal(reply.body)[2]["asked"]) == (403, len(body))
    assert client.ask("GET", f"/v2/{team.name}/app/manifests/v1").status == 404
    assert team.used == blobs
    assert team.limit(blobs + len(body)).status == 200
    client.push_manifest(f"{team.name}/app", "v1", body)
    assert team.used == blobs + len(body)


def test_a_mount_that_does_not_fit(admin: Api, client: Client) -> None:
    team, other = Limited(admin), Limited(admin, 10)
    digest = client.push_blob(f"{team.name}/app", noise("mounted"))
    token = client.way.server.token(f"repository:{other.name}/new:pull,push")
    place = BLOBS.format(f"{other.name}/new") + f"?mount={digest}&from={team.name}/app"
    reply = client.ask("POST", place, body=b"", token=token)
    assert (reply.status, refusal(reply.body)[0]) == (403, "DENIED")
    assert other.used == 0


def test_what_is_held_already_is_taken_though_nothing_more_fits(admin: Api, client: Client) -> None:
    team = Limited(admin)
    large = noise("large", 200_000)
    body = client.push_image(f"{team.name}/app", "v1", large)
    used = team.used
    assert team.limit(used).status == 200
    assert client.push_image(f"{team.name}/app", "v2", large) == body
    assert client.push_image(f"{team.name}/other", "v1", large) == body
    for way in ("length", "chunks"):  # nobody knows yet which blob this will be
        place = client.begin(f"{team.name}/third")
        pieces = (large,) if way == "chunks" else None
        reply = client.ask("PATCH", place, body=None if pieces else large, pieces=pieces)
        assert reply.status == 202, reply
        assert client.ask("PUT", f"{place}?digest={content.digest(large)}", body=b"").status == 201
    assert team.used == used


HUGE = 10 << 30


@pytest.mark.parametrize("way", ["PATCH", "PUT", "POST"])
def test_an_announced_length_that_cannot_fit_is_refused_before_a_byte_is_sent(
    admin: Api, client: Client, server: Server, way: str
) -> None:
    team = Limited(admin, 1 << 20)
    digest = content.digest(noise("never sent"))
    place = BLOBS.format(f"{team.name}/app") if way == "POST" else client.begin(f"{team.name}/app")
    target = place if way == "PATCH" else f"{place}?digest={digest}"
    with Client(client.way) as hasty:
        reply = hasty.ask(way, target, ("Content-Length", str(HUGE)))
    code, message, detail = refusal(reply.body)
    assert (reply.status, code, detail["asked"]) == (403, "DENIED", HUGE)
    assert "10.0 GiB" in message
    assert rows(server, "SELECT count(*) FROM upload") == [(0,)]
    assert not list(server.data.glob("uploads/*"))


def test_a_body_of_unknown_length_is_cut_off_when_it_cannot_fit_any_more(
    admin: Api, client: Client, server: Server
) -> None:
    team = Limited(admin, 100_000)
    place = client.begin(f"{team.name}/app")
    with Client(client.way) as chunky:
        reply = chunky.ask("PATCH", place, pieces=tuple(noise(n, 50_000) for n in range(5)))
    assert (reply.status, refusal(reply.body)[0]) == (403, "DENIED")
    assert client.ask("GET", place).status == 404
    assert not list(server.data.glob("uploads/*"))
    assert team.used == 0


# ---- an administrator switches all limits off and on


def test_limits_that_are_switched_off_hold_nobody_back_and_usage_is_still_shown(admin: Api, client: Client) -> None:
    team = Limited(admin)
    client.push_image(f"{team.name}/app", "v1", noise("first"))
    before = team.used
    team.limit(before + 1)
    big = noise("big", 50_000)
    asked = f"?digest={content.digest(big)}"
    assert client.ask("PUT", client.begin(f"{team.name}/app") + asked, body=big).status == 403
    try:
        assert admin.put("/configurations", {"quota_per_project_enable": False}).status == 200
        second = client.push_image(f"{team.name}/app", "v2", big)
        assert team.used == before + size_of(big, second)
        place, other = client.begin(f"{team.name}/app"), noise("other")
    finally:
        assert admin.put("/configurations", {"quota_per_project_enable": True}).status == 200
    answer = client.ask("PUT", f"{place}?digest={content.digest(other)}", body=other)
    assert refusal(answer.body)[2]["limit"] == before + 1
