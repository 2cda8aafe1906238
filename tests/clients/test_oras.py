"""oras: pushes any file as an artifact, and attaches artifacts to artifacts."""

import json
from pathlib import Path

import pytest

from tests.clients.conftest import MAINTAINER, Images, Registry
from tests.support.images import KINDS
from tests.support.layout import contents, digest_of, top
from tests.support.shell import Shell

GREETING = "application/vnd.example.greeting"
REVIEW = "application/vnd.example.review"


@pytest.fixture
def at(registry: Registry) -> list[str]:
    return registry.flags(["--plain-http"], [f"--ca-file={registry.ca}"])


@pytest.fixture
def source(registry: Registry) -> list[str]:
    return registry.flags(["--from-plain-http"], [f"--from-ca-file={registry.ca}"])


@pytest.fixture
def to(registry: Registry) -> list[str]:
    return registry.flags(["--to-plain-http"], [f"--to-ca-file={registry.ca}"])


@pytest.fixture(autouse=True)
def login(shell: Shell, registry: Registry, at: list[str]) -> None:
    shell("oras", "login", *at, "-u", MAINTAINER.name, "--password-stdin", registry.host, stdin=MAINTAINER.password)


@pytest.fixture
def artifact(shell: Shell, repository: str, at: list[str]) -> str:
    """The reference of a greeting in a file."""
    (shell.home / "hello.txt").write_text("hello")
    kind = f"--artifact-type={GREETING}"
    shell("oras", "push", *at, kind, f"{repository}:1", "hello.txt:text/plain")
    return f"{repository}:1"


def attach(shell: Shell, at: list[str], artifact: str, *texts: str) -> None:
    """Attach a review a text."""
    for text in texts:
        (shell.home / "review.txt").write_text(text)
        shell("oras", "attach", *at, f"--artifact-type={REVIEW}", artifact, "review.txt:text/plain")


def referrers(shell: Shell, at: list[str], artifact: str, *more: str) -> list[dict[str, str]]:
    """What the registry says is attached."""
    found: list[dict[str, str]] = json.loads(
        shell("oras", "discover", *at, "--format=json", "--distribution-spec=v1.1-referrers-api", *more, artifact)
    )["referrers"]
    return found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "large"])
def test_every_kind_of_image_comes_back_unchanged(
    kind: str, shell: Shell, image: Images, repository: str, to: list[str], source: list[str], tmp_path: Path
) -> None:
    pushed, back = image(kind), tmp_path / "back"

    shell("oras", "cp", "--from-oci-layout", f"{pushed.path}:1", *to, f"{repository}:1")
    shell("oras", "cp", *source, f"{repository}:1", "--to-oci-layout", f"{back}:1")

    assert top(back) == pushed.digest
    assert contents(back) == contents(pushed.path)


def test_a_file_is_pushed_and_pulled(shell: Shell, artifact: str, at: list[str], tmp_path: Path) -> None:
    shell("oras", "pull", *at, f"--output={tmp_path}", artifact)

    assert (tmp_path / "hello.txt").read_text() == "hello"
    manifest = shell("oras", "manifest", "fetch", *at, artifact)
    assert json.loads(manifest)["artifactType"] == GREETING
    assert shell("oras", "resolve", *at, artifact) == digest_of(manifest.encode())


def test_attached_artifacts_are_discovered_by_type(shell: Shell, artifact: str, at: list[str]) -> None:
    attach(shell, at, artifact, "good", "bad")

    reviews = referrers(shell, at, artifact)

    assert [review["artifactType"] for review in reviews] == [REVIEW, REVIEW]
    assert len({review["digest"] for review in reviews}) == 2
    assert len(referrers(shell, at, artifact, f"--artifact-type={REVIEW}")) == 2
    assert referrers(shell, at, artifact, f"--artifact-type={GREETING}") == []
    # A registry with the referrers API leaves no tag beside the artifact's own.
    assert shell("oras", "repo", "tags", *at, artifact.rpartition(":")[0]) == "1"


def test_a_copy_takes_what_is_attached_along(
    shell: Shell, artifact: str, at: list[str], source: list[str], to: list[str], repository: str
) -> None:
    attach(shell, at, artifact, "good")

    shell("oras", "cp", "--recursive", *source, *to, artifact, f"{repository}/copy:1")

    assert referrers(shell, at, f"{repository}/copy:1") != []
    assert [r["digest"] for r in referrers(shell, at, f"{repository}/copy:1")] == [
        r["digest"] for r in referrers(shell, at, artifact)
    ]


def test_an_artifact_deleted_is_discovered_no_more(shell: Shell, artifact: str, at: list[str], repository: str) -> None:
    attach(shell, at, artifact, "good")
    (review,) = referrers(shell, at, artifact)

    shell("oras", "manifest", "delete", *at, "--force", f"{repository}@{review['digest']}")

    assert referrers(shell, at, artifact) == []


@pytest.mark.parametrize("content", ["a blob of its own", ""], ids=["text", "nothing"])
def test_a_blob_is_pushed_fetched_and_deleted(
    content: str, shell: Shell, repository: str, at: list[str], tmp_path: Path
) -> None:
    (tmp_path / "blob").write_text(content)
    blob = f"{repository}@{digest_of(content.encode())}"

    shell("oras", "blob", "push", *at, blob, tmp_path / "blob")

    assert shell("oras", "blob", "fetch", *at, "--output=-", blob) == content
    shell("oras", "blob", "delete", *at, "--force", blob)
    assert "not found" in shell.refused("oras", "blob", "fetch", *at, "--output=-", blob)


def test_many_tags_are_listed_in_pages(shell: Shell, artifact: str, at: list[str], repository: str) -> None:
    tags = [f"t{number:03}" for number in range(120)]
    shell("oras", "tag", *at, artifact, *tags)

    assert shell("oras", "repo", "tags", *at, repository).split() == ["1", *tags]
    assert shell("oras", "repo", "tags", *at, "--last=t100", repository).split() == tags[101:]
