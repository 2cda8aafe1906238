"""containerd's ctr, which gives the user's name and password with each command and has no login."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clients.conftest import GUEST, MAINTAINER, Images, Person, Registry
from tests.support.daemon import daemon, succeeds
from tests.support.images import PLATFORMS
from tests.support.shell import Shell

CONFIGURATION = """\
version = 2
root = "{root}/data"
state = "{root}/state"
disabled_plugins = [
  "io.containerd.grpc.v1.cri",
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.overlayfs",
  "io.containerd.snapshotter.v1.zfs",
]
[grpc]
address = "{root}/socket"
"""


@pytest.fixture(scope="session")
def containerd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The socket of a containerd of its own."""
    root = tmp_path_factory.mktemp("containerd")
    (root / "config.toml").write_text(CONFIGURATION.format(root=root))
    socket = f"{root}/socket"
    argv = ["containerd", f"--config={root}/config.toml"]
    with daemon(argv, root / "log", lambda: succeeds("ctr", f"--address={socket}", "version")):
        yield socket


class Ctr:
    """`ctr images …`, in a namespace of the test's own."""

    def __init__(self, shell: Shell, socket: str, namespace: str, registry: Registry) -> None:
        self.shell = shell
        self.start = ["ctr", f"--address={socket}", f"--namespace={namespace}", "images"]
        # Without a file of the host's own containerd speaks plain HTTP to 127.0.0.1.
        hosts = shell.home / "certs.d" / registry.host / "hosts.toml"
        hosts.parent.mkdir(parents=True)
        hosts.write_text(f'[host."https://{registry.host}"]\nca = "{registry.ca}"\n')
        self.trust = registry.flags(["--plain-http"], [f"--hosts-dir={shell.home}/certs.d"])

    def pull(self, reference: str, *more: str, person: Person = MAINTAINER) -> None:
        self.shell(*self.start, "pull", "--snapshotter=native", *self.as_person(person), *more, reference)

    def push(self, reference: str, local: str, person: Person = MAINTAINER) -> None:
        self.shell(*self.start, "push", *self.as_person(person), reference, local)

    def refused(self, verb: str, *words: str, person: Person) -> str:
        return self.shell.refused(*self.start, verb, *self.as_person(person), *words)

    def digest(self, reference: str) -> str:
        """The digest of an image that containerd has."""
        row = self.shell(*self.start, "list", f"name=={reference}").splitlines()[1]
        return row.split()[2]

    def as_person(self, person: Person) -> list[str]:
        return [*self.trust, f"--user={person.name}:{person.password}"]


@pytest.fixture
def ctr(shell: Shell, containerd: str, registry: Registry, tmp_path: Path) -> Ctr:
    return Ctr(shell, containerd, tmp_path.name.replace("_", "-"), registry)


@pytest.mark.parametrize("kind", ["layers", "platforms", "many", "empty", "zstd"])
def test_an_image_is_pulled_and_unpacked(kind: str, ctr: Ctr, stored: Callable[[str], str], image: Images) -> None:
    reference = stored(kind)

    ctr.pull(reference)

    assert ctr.digest(reference) == image(kind).digest


@pytest.mark.parametrize("kind", ["layers", "platforms", "zstd"])
def test_an_imported_image_is_pushed_and_pulled(
    kind: str, ctr: Ctr, image: Images, repository: str, shell: Shell
) -> None:
    archive = shell.home / "image.tar"
    shell("tar", "-C", image(kind).path, "-cf", archive, ".")
    shell(*ctr.start, "import", "--all-platforms", "--no-unpack", "--base-name=imported", archive)

    ctr.push(f"{repository}:1", "imported:1")
    ctr.pull(f"{repository}:1")

    assert ctr.digest(f"{repository}:1") == image(kind).digest


def test_an_index_is_pulled_for_all_platforms_and_pushed_again(
    ctr: Ctr, stored: Callable[[str], str], image: Images, repository: str, shell: Shell
) -> None:
    reference = stored("platforms")

    ctr.pull(reference, "--all-platforms")
    ctr.push(f"{repository}/copy:1", reference)

    ctr.pull(f"{repository}/copy:1")
    assert ctr.digest(f"{repository}/copy:1") == image("platforms").digest
    told = shell(*ctr.start, "list", f"name=={reference}")
    assert all(platform in told for platform in PLATFORMS)


def test_an_image_is_pulled_by_its_digest(
    ctr: Ctr, stored: Callable[[str], str], image: Images, repository: str
) -> None:
    stored("layers")
    reference = f"{repository}@{image('layers').digest}"

    ctr.pull(reference)

    assert ctr.digest(reference) == image("layers").digest


def test_a_guest_pulls_but_does_not_push(ctr: Ctr, stored: Callable[[str], str], repository: str) -> None:
    reference = stored("layers")

    ctr.pull(reference, person=GUEST)

    told = ctr.refused("push", f"{repository}:2", reference, person=GUEST)
    # ctr tells of the pipe into which it wrote when the refusal comes before it has sent everything.
    assert any(words in told for words in ("authorization failed", "403", "401", "write on closed pipe"))


def test_a_wrong_password_is_refused(ctr: Ctr, stored: Callable[[str], str]) -> None:
    told = ctr.refused("pull", stored("layers"), person=Person(MAINTAINER.name, "Not-the-password-1"))

    assert "401" in told
