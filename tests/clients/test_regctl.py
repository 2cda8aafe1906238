"""regctl: copies images, tags and referrers, and asks the registry about them."""

from pathlib import Path

import pytest

from tests.clients.conftest import MAINTAINER, Images, Registry
from tests.support.images import KINDS, PLATFORMS, Image
from tests.support.layout import contents, top
from tests.support.shell import Shell


@pytest.fixture(autouse=True)
def login(shell: Shell, registry: Registry) -> None:
    trust = ["--cacert", registry.ca.read_text()] if registry.tls else ["--tls=disabled"]
    shell("regctl", "registry", "set", *trust, "--skip-check", registry.host)
    shell(
        "regctl",
        "registry",
        "login",
        "-u",
        MAINTAINER.name,
        "--pass-stdin",
        registry.host,
        stdin=MAINTAINER.password,
    )


def push(shell: Shell, image: Image, reference: str) -> None:
    shell("regctl", "image", "copy", f"ocidir://{image.path}:1", reference)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "large"])
def test_every_kind_of_image_comes_back_unchanged(
    kind: str, shell: Shell, image: Images, repository: str, tmp_path: Path
) -> None:
    pushed, back = image(kind), tmp_path / "back"
    push(shell, pushed, f"{repository}:1")

    assert shell("regctl", "image", "digest", f"{repository}:1") == pushed.digest
    shell("regctl", "image", "copy", f"{repository}:1", f"ocidir://{back}:1")

    assert top(back) == pushed.digest
    assert contents(back) == contents(pushed.path)


def test_a_layer_larger_than_a_chunk_is_pushed_in_chunks(
    shell: Shell, image: Images, registry: Registry, repository: str, tmp_path: Path
) -> None:
    shell("regctl", "registry", "set", "--blob-chunk=1000000", "--blob-max=1000000", registry.host)

    push(shell, image("layers"), f"{repository}:1")
    shell("regctl", "image", "copy", f"{repository}:1", f"ocidir://{tmp_path / 'back'}:1")

    assert contents(tmp_path / "back") == contents(image("layers").path)


def test_a_copy_inside_the_registry_keeps_index_and_platforms(shell: Shell, image: Images, repository: str) -> None:
    push(shell, image("platforms"), f"{repository}:1")

    shell("regctl", "image", "copy", f"{repository}:1", f"{repository}/copy:1")

    assert shell("regctl", "image", "digest", f"{repository}/copy:1") == image("platforms").digest
    shown = shell("regctl", "manifest", "get", f"{repository}/copy:1")
    assert all(platform in shown for platform in PLATFORMS)


def test_an_artifact_follows_its_subject(shell: Shell, image: Images, repository: str) -> None:
    push(shell, image("layers"), f"{repository}:1")
    kind = "--artifact-type=application/vnd.example.note"

    shell("regctl", "artifact", "put", kind, f"--subject={repository}:1", stdin="a note")

    assert "application/vnd.example.note" in shell("regctl", "artifact", "list", f"{repository}:1")
    assert shell("regctl", "artifact", "get", f"--subject={repository}:1") == "a note"
    shell("regctl", "image", "copy", "--referrers", f"{repository}:1", f"{repository}/copy:1")
    assert shell("regctl", "artifact", "get", f"--subject={repository}/copy:1") == "a note"


def test_one_tag_deleted_leaves_the_other(shell: Shell, image: Images, repository: str) -> None:
    push(shell, image("empty"), f"{repository}:1")
    shell("regctl", "image", "copy", f"{repository}:1", f"{repository}:2")

    shell("regctl", "tag", "delete", f"{repository}:1")

    assert shell("regctl", "tag", "list", repository) == "2"
    assert shell("regctl", "image", "digest", f"{repository}:2") == image("empty").digest


def test_an_image_is_changed_in_place(shell: Shell, image: Images, repository: str) -> None:
    push(shell, image("layers"), f"{repository}:1")

    shell("regctl", "image", "mod", f"{repository}:1", "--create=changed", "--label=colour=blue")

    config = shell("regctl", "image", "config", f"{repository}:changed")
    assert '"colour": "blue"' in config
    assert shell("regctl", "image", "digest", f"{repository}:1") == image("layers").digest
