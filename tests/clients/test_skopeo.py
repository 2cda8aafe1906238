"""skopeo: copies images between layouts on disk and the registry."""

import json
from pathlib import Path

import pytest

from tests.clients.conftest import MAINTAINER, Images, Registry
from tests.support.images import KINDS, Image
from tests.support.layout import contents, top
from tests.support.shell import Shell


@pytest.fixture
def to(registry: Registry) -> list[str]:
    return registry.flags(["--dest-tls-verify=false"], [f"--dest-cert-dir={registry.trust}"])


@pytest.fixture
def source(registry: Registry) -> list[str]:
    return registry.flags(["--src-tls-verify=false"], [f"--src-cert-dir={registry.trust}"])


@pytest.fixture
def at(registry: Registry) -> list[str]:
    return registry.flags(["--tls-verify=false"], [f"--cert-dir={registry.trust}"])


@pytest.fixture(autouse=True)
def login(shell: Shell, registry: Registry, at: list[str]) -> None:
    shell("skopeo", "login", *at, "-u", MAINTAINER.name, "--password-stdin", registry.host, stdin=MAINTAINER.password)


def push(shell: Shell, image: Image, reference: str, to: list[str]) -> None:
    shell("skopeo", "copy", "--all", "--preserve-digests", *to, f"oci:{image.path}:1", f"docker://{reference}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_image_comes_back_unchanged(
    kind: str,
    shell: Shell,
    image: Images,
    repository: str,
    to: list[str],
    source: list[str],
    at: list[str],
    tmp_path: Path,
) -> None:
    pushed, back = image(kind), tmp_path / "back"
    push(shell, pushed, f"{repository}:1", to)

    told = shell("skopeo", "inspect", *at, "--raw", f"docker://{repository}:1")
    shell("skopeo", "copy", "--all", "--preserve-digests", *source, f"docker://{repository}:1", f"oci:{back}:1")

    stored = (pushed.path / "blobs" / pushed.digest.replace(":", "/")).read_text()
    assert told == stored
    assert top(back) == pushed.digest
    assert contents(back) == contents(pushed.path)


def test_a_copy_inside_the_registry_keeps_the_digest(
    shell: Shell, image: Images, repository: str, to: list[str], source: list[str], at: list[str]
) -> None:
    push(shell, image("layers"), f"{repository}:1", to)

    shell("skopeo", "copy", *source, *to, f"docker://{repository}:1", f"docker://{repository}/copy:2")

    told = json.loads(shell("skopeo", "inspect", *at, f"docker://{repository}/copy:2"))
    assert told["Digest"] == image("layers").digest
    assert told["RepoTags"] == ["2"]


def test_a_docker_manifest_is_made_and_inspected(
    shell: Shell, image: Images, repository: str, to: list[str], at: list[str]
) -> None:
    layout = f"oci:{image('layers').path}:1"

    shell("skopeo", "copy", "--format=v2s2", *to, layout, f"docker://{repository}:docker")

    told = json.loads(shell("skopeo", "inspect", *at, "--raw", f"docker://{repository}:docker"))
    assert told["mediaType"] == "application/vnd.docker.distribution.manifest.v2+json"
    config = json.loads(shell("skopeo", "inspect", *at, "--config", f"docker://{repository}:docker"))
    assert config["config"]["Cmd"] == ["/hello"]


def test_tags_are_listed_and_a_deleted_image_is_gone(
    shell: Shell, image: Images, repository: str, to: list[str], at: list[str]
) -> None:
    for tag in ("a", "b"):
        push(shell, image("empty"), f"{repository}:{tag}", to)
    push(shell, image("zstd"), f"{repository}:other", to)
    assert json.loads(shell("skopeo", "list-tags", *at, f"docker://{repository}"))["Tags"] == ["a", "b", "other"]

    # skopeo deletes the manifest that the tag names, and with it all of its tags.
    shell("skopeo", "delete", *at, f"docker://{repository}:a")

    assert json.loads(shell("skopeo", "list-tags", *at, f"docker://{repository}"))["Tags"] == ["other"]
    assert "manifest unknown" in shell.refused("skopeo", "inspect", *at, f"docker://{repository}:b")
