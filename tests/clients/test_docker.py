"""The docker engine: what most people push and pull with.

The engine takes every registry at 127.0.0.0/8 for an insecure one: it tries HTTPS without verifying the
certificate, then HTTP. So no certificate is given to it.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clients.conftest import GUEST, MAINTAINER, PROJECT, Images, Person, Registry
from tests.support.daemon import daemon, succeeds
from tests.support.images import noise
from tests.support.layout import tar
from tests.support.shell import Shell

LIST = "application/vnd.docker.distribution.manifest.list.v2+json"


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a docker engine that touches no network and no other engine's data."""
    root = tmp_path_factory.mktemp("docker")
    (root / "daemon.json").write_text("{}")
    address = f"unix://{root}/socket"
    argv: list[str | Path] = [
        "dockerd",
        f"--config-file={root}/daemon.json",
        "--iptables=false",
        "--ip6tables=false",
        "--bridge=none",
        "--storage-driver=vfs",
        f"--data-root={root}/data",
        f"--exec-root={root}/exec",
        f"--pidfile={root}/pid",
        f"--host={address}",
    ]
    with daemon(argv, root / "log", lambda: succeeds("docker", "--host", address, "version")):
        yield address


@pytest.fixture
def docker(shell: Shell, engine: str, registry: Registry) -> Shell:
    """A shell whose docker talks to the engine, logged in."""
    # The classic builder: the newer one is a plugin that a machine may not have.
    shell.env |= {"DOCKER_HOST": engine, "DOCKER_BUILDKIT": "0"}
    login(shell, registry, MAINTAINER)
    return shell


def login(shell: Shell, registry: Registry, person: Person) -> None:
    shell("docker", "login", "--username", person.name, "--password-stdin", registry.host, stdin=person.password)


def build(docker: Shell, tag: str) -> None:
    """Build an image of two layers that no other test has."""
    folder = docker.home / "context"
    folder.mkdir()
    (folder / "a").write_bytes(noise(tag, 200_000))
    (folder / "b").write_bytes(noise(tag + "b", 3_000_000))
    (folder / "Dockerfile").write_text("FROM scratch\nCOPY a /a\nCOPY b /b\n")
    docker("docker", "build", "--tag", tag, folder)


def digest(docker: Shell, reference: str) -> str:
    """The digest that the engine knows an image of a repository by."""
    repository = reference.rpartition(":")[0]
    known = json.loads(docker("docker", "image", "inspect", "--format={{json .RepoDigests}}", reference))
    (found,) = [name for name in known if name.startswith(f"{repository}@")]
    return str(found).rpartition("@")[2]


def pushed(told: str) -> str:
    """The digest that `docker push` prints last."""
    return told.splitlines()[-1].split("digest: ")[1].split()[0]


def test_an_imported_image_is_pushed_and_pulled(docker: Shell, repository: str) -> None:
    archive = docker.home / "root.tar"
    archive.write_bytes(tar({"large": noise(repository, 40_000_000)}))
    docker("docker", "import", archive, "imported:1")
    docker("docker", "tag", "imported:1", f"{repository}:1")

    told = docker("docker", "push", f"{repository}:1")
    docker("docker", "rmi", "imported:1", f"{repository}:1")
    docker("docker", "pull", f"{repository}:1")

    assert digest(docker, f"{repository}:1") == pushed(told)


def test_a_built_image_is_pulled_by_its_digest(docker: Shell, repository: str) -> None:
    build(docker, f"{repository}:1")
    told = docker("docker", "push", f"{repository}:1")
    identity = docker("docker", "image", "inspect", "--format={{.Id}}", f"{repository}:1")
    docker("docker", "rmi", f"{repository}:1")

    docker("docker", "pull", f"{repository}@{pushed(told)}")

    found = docker("docker", "image", "inspect", "--format={{.Id}}", f"{repository}@{pushed(told)}")
    assert found == identity


def test_a_second_push_sends_no_layer_again(docker: Shell, repository: str) -> None:
    build(docker, f"{repository}:1")
    first = docker("docker", "push", f"{repository}:1")
    docker("docker", "tag", f"{repository}:1", f"{repository}:2")
    docker("docker", "tag", f"{repository}:1", f"{repository}/copy:1")

    again = docker("docker", "push", f"{repository}:2")
    elsewhere = docker("docker", "push", f"{repository}/copy:1")

    assert again.count("Layer already exists") == 2
    assert elsewhere.count("Mounted from") == 2
    assert pushed(first) == pushed(again) == pushed(elsewhere)


@pytest.mark.parametrize("kind", ["layers", "platforms", "empty"])
def test_an_image_of_another_client_is_pulled(
    kind: str, docker: Shell, stored: Callable[[str], str], image: Images
) -> None:
    reference = stored(kind)

    docker("docker", "pull", reference)

    assert digest(docker, reference) == image(kind).digest
    assert docker("docker", "image", "inspect", "--format={{.Config.Cmd}}", reference) == "[/hello]"


def test_all_tags_of_a_repository_are_pushed_and_pulled(docker: Shell, repository: str) -> None:
    build(docker, f"{repository}:1")
    for tag in ("2", "3"):
        docker("docker", "tag", f"{repository}:1", f"{repository}:{tag}")

    docker("docker", "push", "--all-tags", repository)
    docker("docker", "rmi", *(f"{repository}:{tag}" for tag in "123"))
    docker("docker", "pull", "--all-tags", repository)

    assert docker("docker", "images", "--format={{.Tag}}", repository).split() == ["1", "2", "3"]


# Here the command itself speaks to the registry, not the engine: plain HTTP to any insecure one.
@pytest.mark.parametrize("registry", ["http"], indirect=True)
def test_a_manifest_list_is_made_of_pushed_images(docker: Shell, repository: str) -> None:
    build(docker, f"{repository}:amd64")
    one = pushed(docker("docker", "push", f"{repository}:amd64"))

    docker("docker", "manifest", "create", "--insecure", f"{repository}:all", f"{repository}:amd64")
    told = docker("docker", "manifest", "push", "--insecure", f"{repository}:all")

    shown = json.loads(docker("crane", "manifest", f"{repository}:all"))
    assert docker("crane", "digest", f"{repository}:all") == told.splitlines()[-1]
    assert shown["mediaType"] == LIST
    assert [each["digest"] for each in shown["manifests"]] == [one]


def test_a_wrong_password_is_refused(docker: Shell, registry: Registry) -> None:
    told = docker.refused(
        "docker",
        "login",
        "--username",
        MAINTAINER.name,
        "--password-stdin",
        registry.host,
        stdin="Not-the-password-1",
    )

    assert "unauthorized" in told


def test_a_guest_pulls_but_does_not_push(docker: Shell, registry: Registry, repository: str) -> None:
    build(docker, f"{repository}:1")
    docker("docker", "push", f"{repository}:1")
    login(docker, registry, GUEST)

    docker("docker", "pull", f"{repository}:1")

    docker("docker", "tag", f"{repository}:1", f"{repository}:2")
    assert "denied" in docker.refused("docker", "push", f"{repository}:2")


def test_who_logged_out_pulls_public_images_only(
    docker: Shell, registry: Registry, repository: str, public_repository: str
) -> None:
    build(docker, f"{repository}:1")
    docker("docker", "tag", f"{repository}:1", f"{public_repository}:1")
    for name in (repository, public_repository):
        docker("docker", "push", f"{name}:1")
    docker("docker", "logout", registry.host)

    docker("docker", "pull", f"{public_repository}:1")

    told = docker.refused("docker", "pull", f"{repository}:1")
    assert "denied" in told or "unauthorized" in told
    assert PROJECT in told
