"""Artifacts: what is told of one, by tag or digest; what belongs to it; what goes along when it goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import content, images
from tests.support.api import Api
from tests.support.artifacts import NEVER, listed, place, push_layout, shown, sign
from tests.support.client import Client, Way
from tests.support.people import project
from tests.support.server import Server


@pytest.fixture(scope="module")
def pusher(server: Server) -> Client:
    """Who pushes, the administrator."""
    return Client(Way(server))


def test_an_image_is_told_as_it_was_pushed(admin: Api, pusher: Client) -> None:
    layer = content.noise("told", 500)
    body = pusher.push_image("library/told", "v1", layer)
    digest = content.digest(body)
    (found,) = listed(admin, "library/told")
    one = shown(admin, "library/told", "v1")
    assert one == found == shown(admin, "library/told", digest)
    (tag,) = found.pop("tags")
    assert tag["push_time"] == found["push_time"]
    assert {**tag, "id": 0, "push_time": ""} == {
        "id": 0,
        "artifact_id": found["id"],
        "repository_id": found["repository_id"],
        "name": "v1",
        "push_time": "",
        "pull_time": NEVER,
        "immutable": False,
    }
    assert found.pop("push_time").endswith("Z")
    for name in ("id", "repository_id"):
        assert found.pop(name) > 0
    found.pop("icon")
    assert found == {
        "type": "IMAGE",
        "media_type": "application/vnd.oci.image.config.v1+json",
        "manifest_media_type": "application/vnd.oci.image.manifest.v1+json",
        "artifact_type": "application/vnd.oci.image.config.v1+json",
        "project_id": 1,
        "repository_name": "library/told",
        "digest": digest,
        "size": len(body) + len(content.CONFIG) + 500,
        "pull_time": NEVER,
        "extra_attrs": {"architecture": "amd64", "os": "linux", "author": ""},
        "annotations": {},
        "references": [],
        "addition_links": {
            name: {
                "href": f"/api/v2.0/projects/library/repositories/told/artifacts/{digest}/additions/{name}",
                "absolute": False,
            }
            for name in ("build_history", "vulnerabilities")
        },
        "labels": [],
        "accessories": [],
    }


def test_an_index_names_its_children_with_their_platforms(admin: Api, pusher: Client) -> None:
    children = [pusher.push_image("library/multi", f"child-{n}", content.noise(f"child {n}")) for n in range(2)]
    body = content.index(*children, annotations={"org.example.note": "two"})
    digest = pusher.push_manifest("library/multi", "all", body)
    one = shown(admin, "library/multi", "all")
    assert one["type"] == "IMAGE"
    assert one["annotations"] == {"org.example.note": "two"}
    for number, (reference, child) in enumerate(zip(one["references"], children, strict=True)):
        assert reference == {
            "parent_id": one["id"],
            "child_id": shown(admin, "library/multi", f"child-{number}")["id"],
            "child_digest": content.digest(child),
            "platform": {"architecture": f"cpu{number}", "os": "linux"},
        }
    (found,) = listed(admin, "library/multi", q=f"digest={digest}")
    assert found["references"] == one["references"]
    assert len(listed(admin, "library/multi")) == 3


@pytest.mark.parametrize("kind", ["platforms", "many", "foreign", "empty", "zstd"])
def test_images_as_tools_make_them(admin: Api, pusher: Client, tmp_path: Path, kind: str) -> None:
    image = images.build(kind, tmp_path / kind)
    push_layout(pusher, f"library/real/{kind}", image, images.TAG)
    (found,) = listed(admin, f"library/real/{kind}")
    assert (found["digest"], found["type"], found["tags"][0]["name"]) == (image.digest, "IMAGE", images.TAG)
    if kind != "platforms":
        assert found["extra_attrs"]["config"] == {"Cmd": ["/hello"]}
        return
    told = [f"{one['platform']['os']}/{one['platform']['architecture']}" for one in found["references"]]
    assert told == images.PLATFORMS
    for one in found["references"]:
        child = shown(admin, f"library/real/{kind}", one["child_digest"])
        assert (child["id"], child["extra_attrs"]["os"]) == (one["child_id"], "linux")


def test_untagged_children_and_accessories_are_in_no_list_unless_all_is_asked_for(admin: Api, pusher: Client) -> None:
    child = pusher.push_image("library/hidden", "only", content.noise("hidden"))
    pusher.push_manifest("library/hidden", "all", content.index(child))
    signed = sign(pusher, "library/hidden", child)
    assert admin.delete(place("library/hidden", "only") + "/tags/only").status == 200
    digests = {one["digest"] for one in listed(admin, "library/hidden")}
    assert digests == {shown(admin, "library/hidden", "all")["digest"]}
    everything = {one["digest"] for one in listed(admin, "library/hidden", q="base=*")}
    assert everything == digests | {content.digest(child), signed}


def test_accessories_are_told_with_their_subject(admin: Api, pusher: Client) -> None:
    body = pusher.push_image("library/signed", "v1", content.noise("signed"))
    digest = sign(pusher, "library/signed", body)
    (plain,) = listed(admin, "library/signed")
    (found,) = listed(admin, "library/signed", with_accessory="true")
    assert plain["accessories"] == []
    (told,) = found["accessories"]
    one = shown(admin, "library/signed", digest)
    assert {**told, "creation_time": "", "icon": ""} == {
        "id": one["id"],
        "artifact_id": one["id"],
        "subject_artifact_id": found["id"],
        "subject_artifact_digest": found["digest"],
        "subject_artifact_repo": "library/signed",
        "size": one["size"],
        "digest": digest,
        "type": "signature.notation",
        "icon": "",
        "creation_time": "",
    }
    answer = admin.get(place("library/signed", "v1") + "/accessories")
    assert (answer.headers["x-total-count"], answer.json) == ("1", [told])
    assert admin.get(place("library/signed", "v1") + "/accessories", q="type=signature.cosign").json == []
    assert admin.get(place("library/signed", "v1") + "/accessories", q="type=signature.notation").json == [told]


def test_children_inherit_the_accessories_of_their_index(admin: Api, pusher: Client) -> None:
    child = pusher.push_image("library/heir", "child", content.noise("heir"))
    body = content.index(child)
    pusher.push_manifest("library/heir", "all", body)
    digest = sign(pusher, "library/heir", body)
    one = shown(admin, "library/heir", "child", with_inherited_accessory="true", with_accessory="true")
    assert [told["digest"] for told in one["inherited_accessories"]] == [digest]
    assert one["accessories"] == []
    assert "inherited_accessories" not in shown(admin, "library/heir", "child")


def test_with_size_tells_what_is_nowhere_else(admin: Api, pusher: Client) -> None:
    shared, own = content.noise("shared", 1000), content.noise("own", 2000)
    body = pusher.push_image("library/sized", "v1", shared, own)
    pusher.push_image("library/sized", "v2", shared)
    assert "unique_size" not in shown(admin, "library/sized", "v1")
    found = shown(admin, "library/sized", "v1", with_size="true")
    assert found["unique_size"] == len(body) + 2000


# ---- what goes along


def test_deleting_takes_tags_and_accessories_along(admin: Api, pusher: Client) -> None:
    body = pusher.push_image("library/gone", "v1", content.noise("gone"))
    pusher.push_manifest("library/gone", "v2", body)
    signed = sign(pusher, "library/gone", body)
    assert pusher.ask("GET", "/v2/library/gone/manifests/v2").status == 200
    assert admin.delete(place("library/gone", "v1")).status == 200
    assert listed(admin, "library/gone", q="base=*") == []
    for reference in ("v1", "v2", content.digest(body), signed):
        assert pusher.ask("GET", f"/v2/library/gone/manifests/{reference}").status == 404
    assert admin.delete(place("library/gone", "v1")).error[:2] == (404, "NOT_FOUND")


def test_what_an_index_lists_stays(admin: Api, pusher: Client) -> None:
    child = pusher.push_image("library/kept", "child", content.noise("kept"))
    digest = pusher.push_manifest("library/kept", "all", content.index(child))
    refused = admin.delete(place("library/kept", "child"))
    assert refused.error[:2] == (412, "PRECONDITION")
    assert digest in refused.error[2]
    assert shown(admin, "library/kept", "child")["tags"][0]["name"] == "child"
    assert admin.delete(place("library/kept", "all")).status == 200
    assert admin.delete(place("library/kept", "child")).status == 200


# ---- what is not there


@pytest.fixture(scope="module")
def here(pusher: Client) -> str:
    """The digest of `library/here:v1`."""
    return content.digest(pusher.push_image("library/here", "v1", content.noise("here")))


@pytest.mark.parametrize(
    "path",
    [
        "/projects/library/repositories/none/artifacts",
        "/projects/library/repositories/none/artifacts/v1",
        "/projects/library/repositories/here/artifacts/none",
        "/projects/library/repositories/here/artifacts/sha256:" + "0" * 64,
        "/projects/library/repositories/here/artifacts/sha256:short",
        "/projects/library/repositories/here/artifacts/none/tags",
        "/projects/library/repositories/here/artifacts/none/accessories",
        "/projects/library/repositories/UPPER/artifacts/v1",
        "/projects/library/repositories/library%252Fhere/artifacts/v1",
    ],
)
def test_what_is_absent_says_so(admin: Api, here: str, path: str) -> None:
    assert admin.get(path).error[:2] == (404, "NOT_FOUND")


def test_what_is_in_another_project_is_absent(admin: Api, here: str) -> None:
    project(admin, "empty")
    for reference in ("v1", here):
        assert admin.get(f"/projects/empty/repositories/here/artifacts/{reference}").error[:2] == (404, "NOT_FOUND")
        assert admin.delete(f"/projects/empty/repositories/here/artifacts/{reference}").error[0] == 404
    assert admin.get("/projects/empty/repositories/here/artifacts").error[:2] == (404, "NOT_FOUND")
    assert shown(admin, "library/here", here)["digest"] == here


def test_large_manifests_are_told_of_in_part(admin: Api, pusher: Client) -> None:
    blob = content.noise("large")
    pusher.push_blob("library/large", blob)
    pusher.push_blob("library/large", content.CONFIG)
    note = "x" * 70_000
    pusher.push_manifest("library/large", "v1", content.image(blob, annotations={"note": note}))
    (found,) = listed(admin, "library/large")
    assert found["annotations"] == {}
    assert shown(admin, "library/large", "v1")["annotations"] == {"note": note}
    assert json.dumps(found).count("x" * 100) == 0
