"""A9: what is absent and what is private is told apart by nobody who may not know."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from itertools import count

import pytest

from tests.security.conftest import Reply, Site, basic, bearer, claims, from_
from tests.security.test_routes import DIGEST, ON_REPOSITORIES

# of one length, so that no answer differs by that of the name
PRIVATE, EMPTY, ABSENT = "closed/there", "closed/empty", "nobody/there"
CONFIG = b'{"held": "by the private project alone"}'
UUID = re.compile(rb"[0-9a-f]{32}")

Headers = dict[str, str | bytes]
Who = Callable[[Site, str], Headers]

numbers = count()
WHO: dict[str, Who] = {
    "no header": lambda site, name: {},
    "an anonymous token": lambda site, name: bearer(site.token(None, f"repository:{name}:*")),
    "a stranger's token": lambda site, name: bearer(site.token("stranger", f"repository:{name}:*")),
    "a stranger's token for nothing": lambda site, name: bearer(site.token("stranger")),
    "a stranger by name": lambda site, name: {"authorization": basic("stranger")},
    "a bad token": lambda site, name: bearer("x.y.z"),
    # each time another, from elsewhere: wrong passwords are counted, and then there is a wait
    "a wrong password": lambda site, name: {
        "authorization": basic(f"guest{(n := next(numbers))}", "Wrong-password-1"),
        **from_(f"198.18.{n // 250}.{n % 250 + 1}"),
    },
}


@pytest.fixture(scope="module", autouse=True)
def pushed(site: Site) -> str:
    """The digest of a manifest that `PRIVATE` holds under the tag `latest`."""
    headers = bearer(site.token("maintainer", f"repository:{PRIVATE}:*"))
    config = digest(CONFIG)
    location = site.ask("POST", f"/v2/{PRIVATE}/blobs/uploads/?digest={config}", headers, CONFIG)
    assert location.status == 201
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": config, "size": len(CONFIG)},
            "layers": [],
        }
    ).encode()
    content = {"content-type": "application/vnd.oci.image.manifest.v1+json", **headers}
    assert site.ask("PUT", f"/v2/{PRIVATE}/manifests/latest", content, manifest).status == 201
    return digest(manifest)


def digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def without_name(reply: Reply, name: str) -> str:
    return str(reply).replace(name, "NAME")


@pytest.mark.parametrize("who", WHO.values(), ids=WHO.keys())
def test_every_answer_is_the_same_byte_for_byte(site: Site, pushed: str, who: Who) -> None:
    for method, path, _ in ON_REPOSITORIES:
        for real in {path, path.replace("latest", pushed), path.replace(DIGEST, digest(CONFIG))}:
            answers = {
                without_name(site.ask(method, real.format(name), who(site, name)), name)
                for name in (PRIVATE, EMPTY, ABSENT)
            }
            assert len(answers) == 1, (method, real, answers)
            assert "status=40" in answers.pop()


@pytest.mark.parametrize("who", [None, "stranger"])
def test_tokens_are_the_same(site: Site, who: str | None) -> None:
    varying = ("jti", "iat", "nbf", "exp")
    said = [claims(site.token(who, f"repository:{name}:pull,push")) for name in (PRIVATE, EMPTY, ABSENT)]
    bodies = [{k: v for k, v in body.items() if k not in varying} for body in said]
    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["access"] == []
    assert bodies[0]["projects"] == {}


def test_a_mount_from_what_one_may_not_read_is_an_upload_like_any_other(site: Site) -> None:
    headers = bearer(site.token("stranger", "repository:library/mine:*", f"repository:{PRIVATE}:pull"))
    assert site.ask("POST", "/v2/library/mine/blobs/uploads/", headers).status == 401  # the stranger's own limits
    site.server.cli("project", "create", "mine")
    site.server.cli("project", "member", "mine", "stranger", "developer")
    answers = set()
    for source in (PRIVATE, EMPTY, ABSENT):
        scopes = ("repository:mine/app:pull,push", f"repository:{source}:pull")
        headers = bearer(site.token("stranger", *scopes))
        path = f"/v2/mine/app/blobs/uploads/?mount={digest(CONFIG)}&from={source}"
        reply = site.ask("POST", path, headers)
        assert reply.status == 202
        answers.add(UUID.sub(b"UUID", without_name(reply, source).encode()))
    without = f"/v2/mine/app/blobs/uploads/?mount={digest(CONFIG)}"
    answers.add(UUID.sub(b"UUID", str(site.ask("POST", without, headers)).encode()))
    assert len(answers) == 1


def test_administrators_are_told_the_truth(site: Site) -> None:
    path = "/v2/{}/manifests/latest"
    for name, status in ((PRIVATE, 200), (EMPTY, 404), (ABSENT, 404)):
        headers = bearer(site.token("root", f"repository:{name}:pull"))
        assert site.ask("GET", path.format(name), headers).status == status
