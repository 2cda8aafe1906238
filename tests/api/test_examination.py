"""What is known of an artifact once it is pushed: kind, attributes, size, what it belongs to; of old ones as well."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support import content, images
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.content import descriptor, digest
from tests.support.patience import eventually
from tests.support.server import Server

FIELDS = "kind, config_media_type, extra_attrs, content_size, accessory_kind, accessory_of, listed"
CHART = {"name": "greeter", "version": "1.2.0", "appVersion": "7", "maintainers": [{"name": "ann"}]}
BUNDLE = {"name": "app", "version": "0.1.0", "schemaVersion": "v1.0.0", "invocationImages": [{"image": "x"}]}
Known = dict[str, Any]


@pytest.fixture(scope="module")
def pusher(server: Server) -> Client:
    return Client(Way(server))


def known(server: Server, name: str) -> Known:
    """What is known of a digest."""
    (found,) = rows(server, f"SELECT {FIELDS} FROM manifest WHERE digest = '{name}'")
    told = dict(zip(FIELDS.split(", "), found, strict=True))
    attributes = told.pop("extra_attrs")
    return {**told, "extra_attrs": None if attributes is None else json.loads(str(attributes))}


def push(pusher: Client, repository: str, body: bytes, *blobs: bytes, tag: str = "") -> str:
    for blob in blobs:
        pusher.push_blob(repository, blob)
    return pusher.push_manifest(repository, tag or digest(body), body)


def test_an_image(server: Server, pusher: Client) -> None:
    config = json.dumps({"architecture": "arm64", "os": "linux", "config": {"Cmd": ["/x"]}, "rootfs": {}}).encode()
    layer = content.noise("an image", 5000)
    body = content.image(layer, config=config)
    assert known(server, push(pusher, "library/image", body, config, layer)) == {
        "kind": "IMAGE",
        "config_media_type": "application/vnd.oci.image.config.v1+json",
        "extra_attrs": {"architecture": "arm64", "os": "linux", "author": "", "config": {"Cmd": ["/x"]}},
        "content_size": len(body) + len(config) + len(layer),
        "accessory_kind": None,
        "accessory_of": None,
        "listed": 1,
    }


def test_an_index_is_as_large_as_all_that_it_lists(server: Server, pusher: Client) -> None:
    layers = [content.noise(f"platform {n}", 1000 + n) for n in range(3)]
    children = [content.image(layer) for layer in layers]
    for child, layer in zip(children, layers, strict=True):
        push(pusher, "library/index", child, content.CONFIG, layer)
    inner, outer = content.index(*children), content.index(content.index(*children), children[0])
    sizes = [len(child) + len(content.CONFIG) + len(layer) for child, layer in zip(children, layers, strict=True)]
    found = known(server, push(pusher, "library/index", inner))
    assert (found["kind"], found["extra_attrs"], found["config_media_type"]) == ("IMAGE", None, None)
    assert found["content_size"] == len(inner) + sum(sizes)
    assert known(server, push(pusher, "library/index", outer))["content_size"] == (
        len(outer) + len(inner) + sum(sizes) + sizes[0]
    )


def test_a_chart_and_a_thing_of_somebodys_own(server: Server, pusher: Client) -> None:
    for media_type, kind in (
        ("application/vnd.cncf.helm.config.v1+json", "CHART"),
        ("application/vnd.acme.rocket.config.v1+json", "ROCKET"),
    ):
        config = json.dumps({**CHART, "home": kind}).encode()
        found = known(server, push(pusher, "library/things", content.typed(media_type, config), config))
        assert (found["kind"], found["extra_attrs"]) == (kind, {**CHART, "home": kind})


def test_a_bundle_tells_what_its_own_image_holds(server: Server, pusher: Client) -> None:
    config = json.dumps(BUNDLE).encode()
    own = content.typed("application/vnd.cnab.config.v1+json", config)
    push(pusher, "library/bundle", own, config)
    listed = descriptor(own, content.media_type_of(own), annotations={"io.cnab.manifest.type": "config"})
    annotations = {"org.opencontainers.artifactType": "application/vnd.cnab.manifest.v1"}
    found = known(server, push(pusher, "library/bundle", content.index(manifests=[listed], annotations=annotations)))
    assert (found["kind"], found["extra_attrs"]) == ("CNAB", BUNDLE)


ODD = {
    "broken": b'{"architecture": ',
    "no object": b'["amd64"]',
    "deep": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "larger than is looked at": b'{"os": "linux", "x": "' + b"x" * (4 << 20) + b'"}',
    "in no encoding": b'{"os": "\xff\xfe"}',
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_configuration_refuses_no_push(server: Server, pusher: Client, odd: str) -> None:
    found = known(server, push(pusher, "library/odd", content.image(config=ODD[odd]), ODD[odd]))
    assert found["kind"] == "IMAGE"
    assert found["extra_attrs"] in (None, {"architecture": "", "os": "", "author": ""})


def test_a_configuration_that_cannot_be_read_refuses_no_push(server: Server, pusher: Client) -> None:
    config = b'{"os": "lost"}'
    name = pusher.push_blob("library/lost", config)
    (file,) = (server.data / "blobs" / "sha256").glob(f"*/{name.partition(':')[2]}.*")
    file.rename(file.with_suffix(".away"))
    found = known(server, push(pusher, "library/lost", content.image(config=config)))
    assert (found["kind"], found["extra_attrs"]) == ("IMAGE", None)
    file.with_suffix(".away").rename(file)


def test_configurations_of_others_are_not_told(server: Server, pusher: Client) -> None:
    secret = b'{"author": "a secret of library/one"}'
    assert known(server, push(pusher, "library/one", content.image(config=secret), secret))["extra_attrs"]
    body = content.image(config=secret)
    assert pusher.put_manifest("library/two", "v1", body).status == 404
    assert len(rows(server, f"SELECT 1 FROM manifest WHERE digest = '{digest(body)}'")) == 1


def test_platforms_as_clients_build_them(server: Server, pusher: Client, tmp_path: Path) -> None:
    image = images.build("platforms", tmp_path / "layout")
    blobs = {f"sha256:{file.name}": file.read_bytes() for file in (image.path / "blobs" / "sha256").iterdir()}
    index = blobs.pop(image.digest)
    children = [one["digest"] for one in json.loads(index)["manifests"]]
    for name, blob in blobs.items():
        if name not in children:
            pusher.push_blob("library/built", blob)
    for name in children:
        pusher.push_manifest("library/built", name, blobs[name])
    pusher.push_manifest("library/built", "1", index)
    seen = [known(server, name) for name in children]
    assert [one["extra_attrs"]["architecture"] for one in seen] == ["amd64", "arm64", "s390x"]
    assert {one["listed"] for one in seen} == {0}
    assert known(server, image.digest)["content_size"] == len(index) + sum(one["content_size"] for one in seen)


def test_what_was_stored_before_is_looked_at_when_the_server_starts(server: Server, pusher: Client) -> None:
    config = json.dumps({**CHART, "home": "before"}).encode()
    chart = push(pusher, "library/old", content.typed("application/vnd.cncf.helm.config.v1+json", config), config)
    layer = content.noise("old layer")
    child = content.image(layer)
    names = [
        chart,
        push(pusher, "library/old", child, content.CONFIG, layer),
        push(pusher, "library/old", content.index(child), tag="many"),
        push(pusher, "library/old", content.artifact("application/vnd.example.x", descriptor(child, "x/y")), b"{}"),
        push(pusher, "library/old", content.image(), tag=f"{chart.replace(':', '-')}.sig"),
    ]
    before = [known(server, name) for name in names]
    assert [one["listed"] for one in before] == [1, 0, 1, 0, 0]
    pusher.close()
    server.stop()
    forget(server)
    server.restart()
    assert eventually(lambda: [known(server, name) for name in names] == before)


def forget(server: Server) -> None:
    """As the version before this one left it."""
    sql = (
        "UPDATE manifest SET kind = NULL, config_media_type = NULL, extra_attrs = NULL, content_size = 0,"
        " accessory_kind = NULL, accessory_of = NULL, listed = 1"
    )
    url = server.environment.get("ROADSTEAD_DATABASE_URL")
    if url is not None:
        with psycopg.connect(url) as connection:
            connection.execute(sql)
        return
    with closing(sqlite3.connect(server.data / "roadstead.db")) as database, database:
        database.execute(sql)
