"""cosign: signs with a key of one's own and keeps signatures beside what they sign.

No transparency log and no trust root is asked: both are services of the internet.
"""

import json

import pytest

from roadstead.oci.digest import digest_of
from tests.clients.conftest import GUEST, MAINTAINER, Images, Person, Registry
from tests.support.api import Api
from tests.support.images import Image
from tests.support.shell import Shell


class Cosign:
    """cosign with a pair of keys, and a pushed image."""

    def __init__(self, shell: Shell, registry: Registry, repository: str, image: Image) -> None:
        self.shell, self.registry, self.repository, self.digest = shell, registry, repository, image.digest
        self.trust = registry.flags(["--allow-http-registry"], [f"--registry-cacert={registry.ca}"])
        shell.env["COSIGN_PASSWORD"] = "opens the key"
        self.login(MAINTAINER)
        shell("crane", "push", image.path, f"{repository}:1")
        shell("cosign", "generate-key-pair")

    @property
    def signed(self) -> str:
        """The image by its digest."""
        return f"{self.repository}@{self.digest}"

    def login(self, person: Person) -> None:
        """cosign reads docker's logins."""
        login = ["crane", "auth", "login", "-u", person.name, "--password-stdin", self.registry.host]
        self.shell(*login, stdin=person.password)

    def __call__(self, *words: str) -> str:
        return self.shell("cosign", *words, *self.trust, self.signed)

    def refused(self, *words: str) -> str:
        return self.shell.refused("cosign", *words, *self.trust, self.signed)

    def sign(self, *words: str) -> str:
        return self("sign", "--yes", "--tlog-upload=false", "--key=cosign.key", *words)


VERIFY = ["verify", "--insecure-ignore-tlog=true", "--key=cosign.pub"]


@pytest.fixture
def cosign(shell: Shell, registry: Registry, repository: str, image: Images) -> Cosign:
    return Cosign(shell, registry, repository, image("layers"))


def tags(cosign: Cosign) -> list[str]:
    return cosign.shell("crane", "ls", cosign.repository).split()


def test_a_signed_image_verifies_and_an_unsigned_one_does_not(cosign: Cosign) -> None:
    assert "no signatures found" in cosign.refused(*VERIFY)

    cosign.sign("-a", "who=me")

    (claim,) = json.loads(cosign(*VERIFY, "-a", "who=me"))
    assert claim["critical"]["image"]["docker-manifest-digest"] == cosign.digest
    assert claim["optional"] == {"who": "me"}
    assert cosign.digest.replace(":", "-") + ".sig" in tags(cosign)


def test_another_key_does_not_verify(cosign: Cosign) -> None:
    cosign.sign()

    cosign.shell("cosign", "generate-key-pair", "--output-key-prefix=other")

    cosign.refused("verify", "--insecure-ignore-tlog=true", "--key=other.pub")


def test_a_second_signature_is_added_to_the_first(cosign: Cosign) -> None:
    cosign.sign("-a", "who=me")
    cosign.sign("-a", "who=you")

    claims = json.loads(cosign(*VERIFY))

    assert sorted(claim["optional"]["who"] for claim in claims) == ["me", "you"]


def test_a_signature_is_kept_as_a_referrer(cosign: Cosign) -> None:
    cosign.shell.env["COSIGN_EXPERIMENTAL"] = "1"

    cosign.sign("--registry-referrers-mode=oci-1-1")

    assert tags(cosign) == ["1"]
    (claim,) = json.loads(cosign(*VERIFY, "--experimental-oci11=true"))
    assert claim["critical"]["image"]["docker-manifest-digest"] == cosign.digest


def test_an_attestation_verifies(cosign: Cosign) -> None:
    (cosign.shell.home / "predicate.json").write_text('{"builder": "here"}')

    cosign("attest", "--yes", "--tlog-upload=false", "--key=cosign.key", "--predicate=predicate.json")

    cosign("verify-attestation", "--insecure-ignore-tlog=true", "--key=cosign.pub")
    assert "predicateType" not in cosign("tree")
    assert cosign.digest.replace(":", "-") + ".att" in tags(cosign)


def test_a_bill_of_materials_is_attached_and_downloaded(cosign: Cosign) -> None:
    bill = '{"spdxVersion": "SPDX-2.3", "name": "layers"}'
    (cosign.shell.home / "bill.json").write_text(bill)

    cosign("attach", "sbom", "--sbom=bill.json", "--type=spdx", "--input-format=json")

    assert cosign("download", "sbom") == bill
    assert "SBOM" in cosign("tree")


def test_a_copy_takes_the_signature_along(cosign: Cosign) -> None:
    cosign.sign()
    copy = f"{cosign.repository}/copy"

    cosign.shell("cosign", "copy", *cosign.trust, f"{cosign.repository}:1", f"{copy}:1")

    cosign.shell("cosign", *VERIFY, *cosign.trust, f"{copy}@{cosign.digest}")


def test_signatures_are_cleaned_away(cosign: Cosign) -> None:
    cosign.sign()

    cosign("clean", "--force", "--type=signature")

    assert tags(cosign) == ["1"]
    cosign.refused(*VERIFY)


def accessories(cosign: Cosign) -> list[str]:
    """What the registry says belongs to the image."""
    project, _, path = cosign.repository.removeprefix(f"{cosign.registry.host}/").partition("/")
    place = f"/projects/{project}/repositories/{path.replace('/', '%252F')}/artifacts"
    api = Api(cosign.registry.server)
    assert [one["digest"] for one in api.get(place).json] == [cosign.digest]
    return sorted(one["type"] for one in api.get(f"{place}/1/accessories").json)


def test_the_registry_knows_signatures_and_what_else_belongs_to_an_image(cosign: Cosign) -> None:
    assert accessories(cosign) == []
    cosign.sign()
    assert accessories(cosign) == ["signature.cosign"]
    (cosign.shell.home / "bill.json").write_text('{"spdxVersion": "SPDX-2.3"}')
    cosign("attach", "sbom", "--sbom=bill.json", "--type=spdx", "--input-format=json")
    assert accessories(cosign) == ["signature.cosign", "subject.accessory"]


def test_the_registry_knows_signatures_that_are_referrers(cosign: Cosign) -> None:
    cosign.shell.env["COSIGN_EXPERIMENTAL"] = "1"
    cosign.sign("--registry-referrers-mode=oci-1-1")
    assert accessories(cosign) == ["signature.cosign"]


def test_a_copy_inside_the_registry_takes_the_signature_along(cosign: Cosign) -> None:
    cosign.sign()
    project, _, path = cosign.repository.removeprefix(f"{cosign.registry.host}/").partition("/")
    target = f"/projects/{project}/repositories/{path.replace('/', '%252F')}%252Fcopy/artifacts"
    answer = Api(cosign.registry.server).post(f"{target}?from={project}/{path}:1")
    assert answer.status == 201
    cosign.shell("cosign", *VERIFY, *cosign.trust, f"{cosign.repository}/copy@{cosign.digest}")


def test_a_deleted_image_comes_back_from_the_trash_with_its_signature(cosign: Cosign) -> None:
    cosign.sign()
    registry = cosign.registry
    source = registry.flags(["--src-tls-verify=false"], [f"--src-cert-dir={registry.trust}"])
    at = registry.flags(["--tls-verify=false"], [f"--cert-dir={registry.trust}"])
    login = ["skopeo", "login", *at, "-u", MAINTAINER.name, "--password-stdin", registry.host]
    cosign.shell(*login, stdin=MAINTAINER.password)
    project, _, path = cosign.repository.removeprefix(f"{cosign.registry.host}/").partition("/")
    api, trash = Api(registry.server), f"/projects/{project}/trash"
    place = f"/projects/{project}/repositories/{path.replace('/', '%252F')}"
    for deleted in (f"{place}/artifacts/1", place):
        assert api.delete(deleted).status == 200
        cosign.refused(*VERIFY)
        item = api.get(trash, q=f"repository={project}/{path}").json[0]["id"]
        assert api.post(f"{trash}/{item}/restore").status == 200
        pulled = cosign.shell.home / f"pulled-{item}"
        cosign.shell("skopeo", "copy", *source, f"docker://{cosign.repository}:1", f"dir:{pulled}")
        assert digest_of((pulled / "manifest.json").read_bytes()) == cosign.digest
        cosign(*VERIFY)
        assert accessories(cosign) == ["signature.cosign"]


def test_a_guest_verifies_but_does_not_sign(cosign: Cosign) -> None:
    cosign.sign()
    cosign.login(GUEST)

    cosign(*VERIFY)

    told = cosign.refused("sign", "--yes", "--tlog-upload=false", "--key=cosign.key", "-a", "who=guest")
    assert "DENIED" in told or "UNAUTHORIZED" in told
