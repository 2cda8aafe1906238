"""crane: pushes and pulls layouts, and looks at the registry from many sides."""

import json
from pathlib import Path

import pytest

from tests.clients.conftest import MAINTAINER, PROJECT, Images, Registry
from tests.support.images import KINDS, Image
from tests.support.layout import contents, digest_of, top
from tests.support.shell import Shell


@pytest.fixture(autouse=True)
def login(shell: Shell, registry: Registry) -> None:
    """crane takes 127.0.0.1 for a host that may speak plain HTTP, and trusts `SSL_CERT_FILE` over HTTPS."""
    shell(
        "crane",
        "auth",
        "login",
        "-u",
        MAINTAINER.name,
        "--password-stdin",
        registry.host,
        stdin=MAINTAINER.password,
    )


def push(shell: Shell, image: Image, reference: str) -> None:
    """Push, and see that crane names the digest."""
    told = shell("crane", "push", image.path, reference)
    assert told == f"{reference.rpartition(':')[0]}@{image.digest}"


# A foreign layer lies elsewhere: crane goes there for it, on no account to an address of this machine.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "foreign"])
def test_every_kind_of_image_comes_back_unchanged(
    kind: str, shell: Shell, image: Images, repository: str, tmp_path: Path
) -> None:
    pushed, back = image(kind), tmp_path / "back"
    push(shell, pushed, f"{repository}:1")

    assert shell("crane", "digest", f"{repository}:1") == pushed.digest
    shell("crane", "pull", "--format=oci", f"{repository}:1", back)

    assert top(back) == pushed.digest
    assert contents(back) == contents(pushed.path)


def test_an_image_with_a_foreign_layer_is_kept_without_it(shell: Shell, image: Images, repository: str) -> None:
    push(shell, image("foreign"), f"{repository}:1")

    told = shell("crane", "manifest", f"{repository}@{image('foreign').digest}")

    assert digest_of(told.encode()) == image("foreign").digest
    foreign = json.loads(told)["layers"][1]
    assert "BLOB_UNKNOWN" in shell.refused("crane", "blob", f"{repository}@{foreign['digest']}")


@pytest.mark.parametrize("kind", ["layers", "platforms", "many", "empty"])
def test_what_the_registry_serves_is_valid(kind: str, shell: Shell, image: Images, repository: str) -> None:
    """`crane validate` reads every layer and compares digests, sizes and the tars inside."""
    push(shell, image(kind), f"{repository}:1")

    assert "PASS" in shell("crane", "validate", "--remote", f"{repository}:1")


def test_an_index_of_indexes_is_pushed_and_copied(shell: Shell, image: Images, repository: str) -> None:
    told = shell("crane", "push", "--index", image("platforms").path, f"{repository}:nested")
    outer = told.rpartition("@")[2]

    shell("crane", "copy", f"{repository}:nested", f"{repository}/copy:nested")

    assert shell("crane", "digest", f"{repository}/copy:nested") == outer
    (inner,) = json.loads(shell("crane", "manifest", f"{repository}/copy:nested"))["manifests"]
    assert inner["digest"] == image("platforms").digest


def test_one_platform_of_an_index_is_pulled(shell: Shell, image: Images, repository: str, tmp_path: Path) -> None:
    push(shell, image("platforms"), f"{repository}:1")

    shell("crane", "pull", "--platform=linux/arm64", "--format=oci", f"{repository}:1", tmp_path / "back")

    config = json.loads(shell("crane", "config", "--platform=linux/arm64", f"{repository}:1"))
    assert config["architecture"] == "arm64"
    assert top(tmp_path / "back") == shell("crane", "digest", "--platform=linux/arm64", f"{repository}:1")


def test_a_layer_appended_and_a_tag_added(shell: Shell, image: Images, repository: str) -> None:
    push(shell, image("layers"), f"{repository}:1")
    shell("crane", "tag", f"{repository}:1", "same")
    archive = shell.home / "more.tar.gz"
    shell("tar", "-czf", archive, "--files-from=/dev/null")

    shell("crane", "append", f"--base={repository}:1", f"--new_layer={archive}", f"--new_tag={repository}:more")

    assert shell("crane", "digest", f"{repository}:same") == image("layers").digest
    assert len(json.loads(shell("crane", "manifest", f"{repository}:more"))["layers"]) == 5
    assert shell("crane", "ls", repository).split() == ["1", "more", "same"]


def test_what_is_deleted_is_gone(shell: Shell, image: Images, repository: str) -> None:
    push(shell, image("empty"), f"{repository}:1")

    shell("crane", "delete", f"{repository}@{image('empty').digest}")

    assert "MANIFEST_UNKNOWN" in shell.refused("crane", "manifest", f"{repository}:1")
    assert shell("crane", "ls", repository) == ""


def test_the_catalog_names_the_repository(shell: Shell, image: Images, registry: Registry, repository: str) -> None:
    push(shell, image("empty"), f"{repository}:1")
    admin = registry.server.admin_password
    shell("crane", "auth", "login", "-u", "admin", "--password-stdin", registry.host, stdin=admin)

    names = shell("crane", "catalog", registry.host).split()

    assert repository.removeprefix(f"{registry.host}/") in names
    assert all("/" in name for name in names), f"a repository lies in a project, as in {PROJECT}/…"
