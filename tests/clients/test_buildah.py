"""buildah: makes an image step by step, and pushes it."""

import json
from pathlib import Path

import pytest

from tests.clients.conftest import MAINTAINER, Registry
from tests.support.images import noise
from tests.support.shell import Shell


class Buildah:
    """buildah with storage of the test's own."""

    def __init__(self, shell: Shell, root: Path, trust: list[str]) -> None:
        self.shell, self.trust = shell, trust
        self.start = ["buildah", f"--root={root}/root", f"--runroot={root}/run", "--storage-driver=vfs"]
        shell.env["BUILDAH_ISOLATION"] = "chroot"

    def __call__(self, *words: str | Path, stdin: str = "") -> str:
        return self.shell(*self.start, *words, stdin=stdin)

    def make(self, reference: str) -> None:
        """An image of one layer that no other test has."""
        file = self.shell.home / "file"
        file.write_bytes(noise(reference, 2_000_000))
        container = self("from", "scratch")
        self("copy", container, file, "/file")
        self("config", "--cmd=/hello", "--label=made=here", container)
        self("commit", container, reference)

    def push(self, *words: str) -> str:
        """Push, and give the digest that buildah says it pushed."""
        file = self.shell.home / "digest"
        self("push", *self.trust, f"--digestfile={file}", *words)
        return file.read_text()

    def inspect(self, reference: str) -> dict[str, object]:
        told: dict[str, object] = json.loads(self("inspect", "--type=image", reference))
        return told


@pytest.fixture
def buildah(shell: Shell, registry: Registry, tmp_path: Path) -> Buildah:
    """buildah, logged in."""
    trust = registry.flags(["--tls-verify=false"], [f"--cert-dir={registry.trust}"])
    buildah = Buildah(shell, tmp_path / "buildah", trust)
    login = ["login", *trust, f"--username={MAINTAINER.name}", "--password-stdin", registry.host]
    buildah(*login, stdin=MAINTAINER.password)
    return buildah


@pytest.mark.parametrize("form", ["oci", "v2s2"])
def test_an_image_is_made_pushed_and_pulled(form: str, buildah: Buildah, repository: str) -> None:
    buildah.make(f"{repository}:1")

    pushed = buildah.push(f"--format={form}", f"{repository}:1")
    buildah("rmi", "--all", "--force")
    buildah("pull", *buildah.trust, f"{repository}:1")

    assert buildah.inspect(f"{repository}:1")["FromImageDigest"] == pushed


def test_a_build_takes_its_base_from_the_registry(buildah: Buildah, repository: str) -> None:
    buildah.make(f"{repository}:base")
    buildah.push(f"{repository}:base")
    buildah("rmi", "--all", "--force")
    folder = buildah.shell.home / "context"
    folder.mkdir()
    (folder / "Containerfile").write_text(f"FROM {repository}:base\nLABEL built=upon\nCOPY Containerfile /\n")

    buildah("build", *buildah.trust, "--tag", f"{repository}:1", folder)
    buildah.push(f"{repository}:1")
    buildah("rmi", "--all", "--force")
    buildah("pull", *buildah.trust, f"{repository}:1")

    config = buildah("inspect", "--type=image", "--format={{.OCIv1.Config.Labels}}", f"{repository}:1")
    assert "built:upon" in config
    assert "made:here" in config


def test_a_manifest_list_is_pushed(buildah: Buildah, repository: str) -> None:
    buildah.make(f"{repository}:1")
    one = buildah.push(f"{repository}:1")
    buildah("manifest", "create", "all")
    buildah("manifest", "add", *buildah.trust, "all", f"docker://{repository}:1")

    buildah("manifest", "push", *buildah.trust, "--all", "all", f"docker://{repository}:all")

    shown = json.loads(buildah.shell("skopeo", "inspect", *buildah.trust, "--raw", f"docker://{repository}:all"))
    assert [each["digest"] for each in shown["manifests"]] == [one]
