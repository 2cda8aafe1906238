"""podman: builds, pushes and pulls without a daemon."""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clients.conftest import MAINTAINER, Images, Registry
from tests.support.images import noise
from tests.support.shell import Shell


class Podman:
    """podman with storage of the test's own."""

    def __init__(self, shell: Shell, root: Path, trust: list[str]) -> None:
        self.shell, self.trust = shell, trust
        self.start = [
            "podman",
            f"--root={root}/root",
            f"--runroot={root}/run",
            "--storage-driver=vfs",
            "--cgroup-manager=cgroupfs",
            "--events-backend=none",
        ]

    def __call__(self, *words: str | Path, stdin: str = "") -> str:
        return self.shell(*self.start, *words, stdin=stdin)

    def build(self, tag: str) -> None:
        """An image of two layers that no other test has."""
        folder = self.shell.home / "context"
        folder.mkdir()
        (folder / "a").write_bytes(noise(tag, 200_000))
        (folder / "b").write_bytes(noise(tag + "b", 3_000_000))
        (folder / "Containerfile").write_text('FROM scratch\nCOPY a /a\nCOPY b /b\nCMD ["/hello"]\n')
        self("build", "--isolation=chroot", "--layers", "--tag", tag, folder)

    def push(self, *words: str) -> str:
        """Push, and give the digest that podman says it pushed."""
        file = self.shell.home / "digest"
        self("push", *self.trust, f"--digestfile={file}", *words)
        return file.read_text()

    def pull(self, reference: str) -> None:
        self("pull", "--quiet", *self.trust, reference)

    def digest(self, reference: str) -> str:
        return self("image", "inspect", "--format={{.Digest}}", reference)


@pytest.fixture
def podman(shell: Shell, registry: Registry) -> Iterator[Podman]:
    """podman, logged in."""
    trust = registry.flags(["--tls-verify=false"], [f"--cert-dir={registry.trust}"])
    # podman takes no run folder with a path of more than 50 characters.
    with tempfile.TemporaryDirectory(prefix="podman") as root:
        podman = Podman(shell, Path(root), trust)
        login = ["login", *trust, f"--username={MAINTAINER.name}", "--password-stdin", registry.host]
        podman(*login, stdin=MAINTAINER.password)
        yield podman


def test_a_built_image_is_pushed_and_pulled(podman: Podman, repository: str) -> None:
    podman.build(f"{repository}:1")

    pushed = podman.push(f"{repository}:1")
    podman("rmi", "--all", "--force")
    podman.pull(f"{repository}:1")

    assert podman.digest(f"{repository}:1") == pushed
    assert json.loads(podman("image", "inspect", "--format={{json .Config.Cmd}}", f"{repository}:1")) == ["/hello"]


@pytest.mark.parametrize("form", ["oci", "v2s2"])
def test_an_image_is_pushed_in_either_form(form: str, podman: Podman, repository: str) -> None:
    podman.build(f"{repository}:1")

    pushed = podman.push(f"--format={form}", f"{repository}:1")
    podman("rmi", "--all", "--force")
    podman.pull(f"{repository}@{pushed}")

    assert podman.digest(f"{repository}@{pushed}") == pushed


@pytest.mark.parametrize("kind", ["layers", "platforms", "many", "empty", "zstd"])
def test_an_image_of_another_client_is_pulled(
    kind: str, podman: Podman, stored: Callable[[str], str], image: Images
) -> None:
    reference = stored(kind)

    podman.pull(reference)

    assert podman.digest(reference) == image(kind).digest


def test_a_manifest_list_is_made_and_pushed(podman: Podman, repository: str) -> None:
    podman.build(f"{repository}:1")
    one = podman.push(f"{repository}:1")
    file = podman.shell.home / "list-digest"

    podman("manifest", "create", "all")
    podman("manifest", "add", *podman.trust, "all", f"docker://{repository}:1")
    podman("manifest", "push", *podman.trust, "--all", f"--digestfile={file}", "all", f"docker://{repository}:all")

    podman.pull(f"{repository}:all")
    assert f"{repository}@{file.read_text()}" in podman(
        "image", "inspect", "--format={{join .RepoDigests ` `}}", f"{repository}:all"
    )
    assert podman.push(f"{repository}:1") == one


def test_layers_are_compressed_again_as_zstd(podman: Podman, repository: str) -> None:
    podman.build(f"{repository}:1")
    gzip = podman.push(f"{repository}:1")

    zstd = podman.push("--compression-format=zstd", f"{repository}:1", f"{repository}:zstd")
    podman("rmi", "--all", "--force")
    podman.pull(f"{repository}:zstd")

    assert podman.digest(f"{repository}:zstd") == zstd
    assert gzip.startswith("sha256:")


def test_tags_are_searched(podman: Podman, registry: Registry, repository: str) -> None:
    podman.build(f"{repository}:1")
    for tag in ("a", "b"):
        podman.push(f"{repository}:1", f"{repository}:{tag}")

    # Alone among podman's verbs `search` takes no folder of certificates: it reads SSL_CERT_FILE.
    table = podman("search", *registry.flags(["--tls-verify=false"], []), "--list-tags", repository)

    assert [row.split()[1] for row in table.splitlines()] == ["TAG", "a", "b"]
