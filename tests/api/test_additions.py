"""What artifacts have to say beyond their attributes: history, charts' files, models' documents, bills of materials."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from typing import Any

import pytest

from tests.support import content
from tests.support.api import Answer, Api
from tests.support.client import Client, Way
from tests.support.server import Server

HISTORY = [{"created": "2024-05-01T12:00:00Z", "created_by": "RUN make"}, {"created_by": "CMD x", "empty_layer": True}]
CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
CHART_CONFIG = "application/vnd.cncf.helm.config.v1+json"
MODEL_CONFIG = "application/vnd.cncf.model.config.v1+json"
DOC = "application/vnd.cncf.model.doc.v1"
REDIS = {"name": "redis", "version": "17.x", "repository": "https://charts.example.org"}


@pytest.fixture(scope="module")
def pusher(server: Server) -> Client:
    return Client(Way(server))


def archive(files: dict[str, str]) -> bytes:
    """A chart's archive, as helm packs it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT) as made:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            made.addfile(entry, io.BytesIO(text.encode()))
    return out.getvalue()


def push(pusher: Client, name: str, kind: str, config: object, *layers: dict[str, Any], **blobs: bytes) -> None:
    """An artifact `library/NAME:1` with its blobs."""
    written = config if isinstance(config, bytes) else json.dumps(config).encode()
    for blob in (written, *blobs.values()):
        pusher.push_blob(f"library/{name}", blob)
    pusher.push_manifest(f"library/{name}", "1", content.typed(kind, written, layers))


def push_chart(pusher: Client, name: str, config: object, packed: bytes) -> None:
    push(pusher, name, CHART_CONFIG, config, content.descriptor(packed, CHART_LAYER), packed=packed)


def addition(caller: Api, name: str, which: str, reference: str = "1") -> Answer:
    path = f"/projects/library/repositories/{name.replace('/', '%252F')}/artifacts/{reference}/additions/{which}"
    return caller.get(path)


def kind_and_text(answer: Answer) -> tuple[str, str]:
    assert answer.status == 200, answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer.headers["content-type"], answer.body.decode()


def test_an_image_tells_how_it_was_built(admin: Api, nobody: Api, pusher: Client) -> None:
    config = {"architecture": "amd64", "os": "linux", "history": HISTORY}
    push(pusher, "built/image", "application/vnd.oci.image.config.v1+json", config)
    for caller in (admin, nobody):  # the project is public
        kind, told = kind_and_text(addition(caller, "built/image", "build_history"))
        assert (kind, json.loads(told)) == ("application/json; charset=utf-8", HISTORY)


@pytest.mark.parametrize(
    ("config", "status"), [({"os": "linux"}, 200), ({"history": None}, 200), ({"history": 1}, 200), (b"[", 422)]
)
def test_an_image_that_tells_nothing(admin: Api, pusher: Client, config: object, status: int) -> None:
    push(pusher, "silent", "application/vnd.oci.image.config.v1+json", config)
    answer = addition(admin, "silent", "build_history")
    assert answer.status == status
    assert status != 200 or answer.json == []


def test_an_image_was_never_scanned(admin: Api, pusher: Client) -> None:
    pusher.push_image("library/unscanned", "1")
    assert kind_and_text(addition(admin, "unscanned", "vulnerabilities")) == ("application/json; charset=utf-8", "{}")


def test_a_chart_shows_its_files(admin: Api, pusher: Client) -> None:
    files = {
        "greeter/Chart.yaml": "apiVersion: v2\nname: greeter\nversion: 1.0.0\n",
        "greeter/charts/redis/values.yaml": "wrong: true\n",
        "greeter/values.yaml": "greeting: Grüße\n",
        "greeter/charts/redis/README.md": "# Wrong\n",
        "greeter/README.md": "# Greeter\n",
    }
    chart = {"apiVersion": "v2", "name": "greeter", "version": "1.0.0", "dependencies": [{**REDIS, "condition": "x"}]}
    push_chart(pusher, "charts/greeter", chart, archive(files))
    shown = {name: kind_and_text(addition(admin, "charts/greeter", name)) for name in ("values.yaml", "readme.md")}
    assert shown == {
        "values.yaml": ("text/plain; charset=utf-8", "greeting: Grüße\n"),
        "readme.md": ("text/markdown; charset=utf-8", "# Greeter\n"),
    }
    assert addition(admin, "charts/greeter", "dependencies").json == [REDIS]


def test_a_chart_of_the_first_version_requires_others(admin: Api, pusher: Client) -> None:
    required = f"dependencies:\n- name: redis\n  version: 17.x\n  repository: {REDIS['repository']}\n"
    push_chart(pusher, "charts/old", {"name": "old"}, archive({"old/requirements.yaml": required}))
    assert addition(admin, "charts/old", "dependencies").json == [REDIS]


def test_a_chart_that_has_nothing_more(admin: Api, pusher: Client) -> None:
    push_chart(pusher, "charts/bare", {"name": "bare"}, archive({"bare/Chart.yaml": "name: bare\n"}))
    for name, empty in (("values.yaml", b""), ("readme.md", b""), ("dependencies", b"[]")):
        answer = addition(admin, "charts/bare", name)
        assert (answer.status, answer.body) == (200, empty)


HEAD = tarfile.TarInfo("x/templates/large.yaml")
HEAD.size = 1 << 30
BROKEN = {
    "none": b"no archive",
    "cut": archive({"x/a": "y" * 9000})[:60],
    "bomb": gzip.compress(HEAD.tobuf()) + gzip.compress(bytes(1 << 20)) * 100,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_chart_whose_archive_is_broken(admin: Api, pusher: Client, name: str) -> None:
    push_chart(pusher, f"charts/broken-{name}", {"name": "broken"}, BROKEN[name])
    for which in ("values.yaml", "readme.md", "dependencies"):
        assert addition(admin, f"charts/broken-{name}", which).error[:2] == (422, "UNPROCESSABLE_ENTITY")


def test_a_model_shows_its_documents_and_files(admin: Api, pusher: Client) -> None:
    packed, weights, terms = archive({"README.md": "# Model\n"}), b"weights", b"Do as you like.\n"
    path = "org.cncf.model.filepath"
    size = {"org.cncf.model.file.metadata+json": json.dumps({"name": "w", "size": 12345})}
    layers = (
        content.descriptor(packed, f"{DOC}.tar+gzip", annotations={path: "README.md"}),
        content.descriptor(terms, f"{DOC}.raw", annotations={path: "LICENSE"}),
        content.descriptor(
            weights, "application/vnd.cncf.model.weight.v1.raw", annotations={path: "data/a/w.bin", **size}
        ),
    )
    push(pusher, "models/small", MODEL_CONFIG, {"descriptor": {}}, *layers, a=packed, b=weights, c=terms)
    assert kind_and_text(addition(admin, "models/small", "readme.md")) == ("text/markdown; charset=utf-8", "# Model\n")
    assert kind_and_text(addition(admin, "models/small", "license"))[1] == terms.decode()
    assert addition(admin, "models/small", "files").json == [
        {"name": "LICENSE", "type": "file", "size": len(terms)},
        {"name": "README.md", "type": "file", "size": len(packed)},
        {
            "name": "data",
            "type": "directory",
            "children": [
                {"name": "a", "type": "directory", "children": [{"name": "w.bin", "type": "file", "size": 12345}]}
            ],
        },
    ]


def test_a_model_without_documents(admin: Api, pusher: Client) -> None:
    push(pusher, "models/bare", MODEL_CONFIG, {})
    assert addition(admin, "models/bare", "readme.md").error[:2] == (404, "NOT_FOUND")
    assert addition(admin, "models/bare", "license").error[:2] == (404, "NOT_FOUND")
    assert addition(admin, "models/bare", "files").json == []


def test_a_bill_of_materials_that_was_pushed(admin: Api, pusher: Client) -> None:
    body = pusher.push_image("library/billed", "1")
    assert addition(admin, "billed", "sbom").error[:2] == (404, "NOT_FOUND")
    bill = b'{"spdxVersion": "SPDX-2.3"}'
    for blob in (bill, content.EMPTY):
        pusher.push_blob("library/billed", blob)
    kind = "application/vnd.goharbor.harbor.sbom.v1"
    pointing = content.artifact(
        kind,
        content.descriptor(body, content.media_type_of(body)),
        layers=[content.descriptor(bill, "application/spdx+json")],
    )
    pusher.push_manifest("library/billed", content.digest(pointing), pointing)
    assert kind_and_text(addition(admin, "billed", "sbom", content.digest(body)))[1] == bill.decode()


def test_what_a_kind_does_not_have(admin: Api, pusher: Client) -> None:
    pusher.push_image("library/plain", "1")
    child = content.image()
    pusher.push_manifest("library/plain", "many", content.index(child))
    for name in ("values.yaml", "readme.md", "dependencies", "license", "files"):
        assert addition(admin, "plain", name).error == (
            400,
            "BAD_REQUEST",
            f"addition {name} isn't supported for IMAGE",
        )
    assert addition(admin, "plain", "build_history", "many").error[:2] == (400, "BAD_REQUEST")
    assert addition(admin, "plain", "everything").error[:2] == (422, "UNPROCESSABLE_ENTITY")


def test_what_is_not_there(admin: Api, pusher: Client) -> None:
    pusher.push_image("library/there", "1")
    for name, reference in (("there", "2"), ("there", content.absent()), ("never", "1"), ("there", "sha256:abc")):
        for which in ("build_history", "vulnerabilities", "sbom"):
            assert addition(admin, name, which, reference).error[:2] == (404, "NOT_FOUND")


def test_who_may_not_read_is_told_nothing(server: Server, admin: Api, nobody: Api, pusher: Client) -> None:
    assert admin.post("/projects", {"project_name": "closed"}).status == 201
    pusher.push_image("closed/app", "1")
    server.cli("user", "create", "reader", "--password-stdin", stdin="Right-password-1")
    reader = Api(server, "reader", "Right-password-1")
    there = "/projects/closed/repositories/app/artifacts/1/additions/build_history"
    absent = there.replace("closed", "opened")
    for caller, refusal in ((nobody, (401, "UNAUTHORIZED")), (reader, (403, "FORBIDDEN"))):
        assert caller.get(there).error[:2] == caller.get(absent).error[:2] == refusal
    server.cli("project", "member", "closed", "reader", "limitedGuest")
    assert reader.get(there).status == 200
