"""Who may do what, told by each client in its own way: the refusal must reach the person who types."""

import re
import shlex
from collections.abc import Callable, Mapping
from typing import Protocol

import pytest

from tests.clients.conftest import GUEST, MAINTAINER, PROJECT, STRANGER, Person, Registry
from tests.support.images import Image
from tests.support.shell import Shell

REFUSED = re.compile("unauthorized|denied|authentication required|invalid username/password|401|403", re.IGNORECASE)


class Commands(Protocol):
    """A client's commands; the password of a login is read from standard input."""

    def __init__(self, registry: Registry) -> None: ...
    def login(self, name: str) -> list[str]: ...
    def push(self, image: Image, reference: str) -> list[str]: ...
    def pull(self, reference: str) -> list[str]: ...


class Skopeo:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def trust(self, side: str = "") -> list[str]:
        return self.registry.flags([f"--{side}tls-verify=false"], [f"--{side}cert-dir={self.registry.trust}"])

    def login(self, name: str) -> list[str]:
        return ["skopeo", "login", *self.trust(), "-u", name, "--password-stdin", self.registry.host]

    def push(self, image: Image, reference: str) -> list[str]:
        return ["skopeo", "copy", *self.trust("dest-"), f"oci:{image.path}:1", f"docker://{reference}"]

    def pull(self, reference: str) -> list[str]:
        return ["skopeo", "copy", *self.trust("src-"), f"docker://{reference}", "oci:pulled:1"]


class Crane:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def login(self, name: str) -> list[str]:
        return ["crane", "auth", "login", "-u", name, "--password-stdin", self.registry.host]

    def push(self, image: Image, reference: str) -> list[str]:
        return ["crane", "push", str(image.path), reference]

    def pull(self, reference: str) -> list[str]:
        return ["crane", "pull", "--format=oci", reference, "pulled"]


class Oras:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def trust(self, side: str = "") -> list[str]:
        return self.registry.flags([f"--{side}plain-http"], [f"--{side}ca-file={self.registry.ca}"])

    def login(self, name: str) -> list[str]:
        return ["oras", "login", *self.trust(), "-u", name, "--password-stdin", self.registry.host]

    def push(self, image: Image, reference: str) -> list[str]:
        return ["oras", "cp", "--from-oci-layout", f"{image.path}:1", *self.trust("to-"), reference]

    def pull(self, reference: str) -> list[str]:
        return ["oras", "cp", *self.trust("from-"), reference, "--to-oci-layout", "pulled:1"]


class Regctl:
    def __init__(self, registry: Registry) -> None:
        tls = "enabled" if registry.tls else "disabled"
        self.registry, self.start = registry, ["regctl", f"--host=reg={registry.host},tls={tls}"]

    def login(self, name: str) -> list[str]:
        return [*self.start, "registry", "login", "-u", name, "--pass-stdin", self.registry.host]

    def push(self, image: Image, reference: str) -> list[str]:
        return [*self.start, "image", "copy", f"ocidir://{image.path}:1", reference]

    def pull(self, reference: str) -> list[str]:
        return [*self.start, "image", "copy", reference, "ocidir://pulled:1"]


CLIENTS: Mapping[str, type[Commands]] = {"skopeo": Skopeo, "crane": Crane, "oras": Oras, "regctl": Regctl}


class User:
    """Somebody at a shell with one client."""

    def __init__(self, shell: Shell, commands: Commands, image: Image) -> None:
        self.shell, self.commands, self.image = shell, commands, image

    def login(self, person: Person) -> None:
        self.shell(*self.commands.login(person.name), stdin=person.password)

    def push(self, reference: str) -> None:
        self.shell(*self.commands.push(self.image, reference))

    def pull(self, reference: str) -> None:
        self.shell(*self.commands.pull(reference))

    def refused(self, command: list[str], stdin: str = "") -> str:
        """What the client says of a refusal, which must be recognised as one."""
        told = self.shell.refused(*command, stdin=stdin)
        assert REFUSED.search(told), told
        return told


@pytest.fixture(params=CLIENTS)
def user(request: pytest.FixtureRequest, shell: Shell, registry: Registry, image: Callable[[str], Image]) -> User:
    return User(shell, CLIENTS[request.param](registry), image("layers"))


def test_anybody_pulls_a_public_image(user: User, shell: Shell, registry: Registry, public_repository: str) -> None:
    user.login(MAINTAINER)
    user.push(f"{public_repository}:1")
    anybody = User(Shell(shell.home.parent / "other", registry.ca), user.commands, user.image)

    anybody.pull(f"{public_repository}:1")

    anybody.refused(user.commands.push(user.image, f"{public_repository}:2"))


def test_a_private_image_is_refused_to_who_is_not_logged_in(user: User, stored: Callable[[str], str]) -> None:
    user.refused(user.commands.pull(stored("layers")))


def test_a_stranger_is_told_the_same_of_a_private_and_an_absent_image(user: User, stored: Callable[[str], str]) -> None:
    reference = stored("layers")
    user.login(STRANGER)

    private = user.refused(user.commands.pull(reference))
    absent = user.refused(user.commands.pull(reference.replace(f"/{PROJECT}/", "/nothing/")))

    assert told(private) == told(absent).replace("nothing", PROJECT)


def told(text: str) -> str:
    """A client's text without what differs in each run: times and its own numbers."""
    return re.sub(r"\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d\S*", "(time)", text)


@pytest.mark.parametrize("name", [MAINTAINER.name, "nobody"])
def test_a_wrong_name_or_password_opens_nothing(name: str, user: User, stored: Callable[[str], str]) -> None:
    # crane keeps what it is given and has the registry judge it with the first pull.
    pull = user.commands.pull(stored("layers"))
    login_and_pull = f"{shlex.join(user.commands.login(name))} && {shlex.join(pull)}"

    user.refused(["sh", "-c", login_and_pull], stdin="Not-the-password-1")


def test_a_guest_pulls_but_does_not_push(user: User, stored: Callable[[str], str]) -> None:
    reference = stored("layers")
    user.login(GUEST)

    user.pull(reference)

    user.refused(user.commands.push(user.image, f"{reference}-of-a-guest"))
