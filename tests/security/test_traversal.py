"""A18: no name, digest, tag or upload's id leads out of its place, however it is written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadstead.blobs.paths import digest_of_key
from roadstead.oci import mediatypes as media
from roadstead.oci.digest import parse_digest
from roadstead.oci.reference import is_repository_name, is_tag
from tests.security.attack import Attacker, check_form, leaving
from tests.security.conftest import Site, basic
from tests.security.test_routes import EVERY, PATHS, REFERENCES, path_of
from tests.support.census import rows
from tests.support.content import CONFIG, digest, image

REPOSITORY = "public/climbed"
NEEDLE = "roadstead-was-here"
SECRET = b"the canary outside of the data folder"

UP = [b"../", b"..%2f", b"%2e%2e/", b"%2e%2e%2f", b"..%252f", b"%252e%252e%252f", b"..\\", b"..%5c", b"%5c..%5c",
      b"..%c0%af", b"%c0%ae%c0%ae%c0%af", b"..%ef%bc%8f", b"%ef%bc%8e%ef%bc%8e/", b"%e2%80%a5/", b"....//", b"..;/",
      b".%00./", b"%2e%2e%00/", b"..%0d%0a/", b"..%u2215", b"%uff0e%uff0e/"]  # fmt: skip
STEPS = [step * times + NEEDLE.encode() for step in UP for times in (1, 7)]
ODD = [b".", b"..", b"%2e", b"%2e%2e", b"%252e", b"%", b"%zz", b"%2", b"%00", b"a%00", b"a%00.sha256", b"%0a",
       b"a%0d%0ax:%20y", b"~root", b"%7e", b"C:%5c", b"file:%2f%2f%2fetc%2fpasswd", b"%2fetc%2fpasswd", b"%2f", b"%5c",
       b"%ff", b"%c3%28", b"%ed%a0%80", b"%f4%90%80%80", b"%e2%80%ae", b"%ef%bb%bfa", b"a%cc%81", b"%d0%b0", b"a%20b",
       b"-rf", b"$(id)", b"%60id%60", b"|id", b"*", b"a" * 5000, b"%2e" * 2000]  # fmt: skip
# These never get to a route: the request is not HTTP.
RAW = [b"\0", b"\xff", b"\xc3\xa9", b"a\x7f", b"a\tb"]
HOSTILE = [*STEPS, *ODD, *RAW]
NAMES = [form % one for one in HOSTILE for form in (b"public/%s", b"%s/climbed")]
NAMES += [b"", b"/", b"public//a", b"/public/a", b"public/a/", b"//public/a", b"public/a/..", b"public/./a"]
DIGESTS = [form % one for one in STEPS for form in (b"sha256:%s", b"%s:" + b"0" * 64, b"sha512:%s")]
# As long as a digest, so that nothing but its letters tells.
DIGESTS += [b"sha256:" + (step * 64)[: 64 - 5] + b"passw" for step in (b"../", b"..\\", b"./", b"a/")]
REFERENCES_TRIED = [*HOSTILE, *DIGESTS]
WHOLE = [b"/", b"//", b"/v2/../v2/", b"/v2//_catalog", b"/v2/./_catalog", b"/v2/%2e%2e/service/token", b"/v2/_catalog/",
         b"/service/../v2/", b"/service/token/..", b"//etc/passwd", b"/../../etc/passwd", b"/v2/\\..\\..", b"/%76%32/",
         b"/V2/_catalog", b"/v2/_catalog%00", b"/v2/_catalog%2f", b"http://x/../../etc/passwd", b"file:///etc/passwd",
         b"*", b"v2/", b"/v2/public/tags/list/../../../../etc/passwd"]  # fmt: skip

# What a request brings along so that nothing but the hostile part keeps it from being done.
BODY = b"what would be written"
MANIFEST = image()
BRINGS: dict[tuple[str, str], tuple[str, tuple[bytes, ...], bytes | None]] = {
    ("manifest", "PUT"): ("", (b"Content-Type: " + media.OCI_MANIFEST.encode(),), MANIFEST),
    ("uploads", "POST"): (f"?digest={digest(BODY)}", (), BODY),
    ("upload", "PATCH"): ("", (), BODY),
    ("upload", "PUT"): (f"?digest={digest(BODY)}", (), BODY),
}


@pytest.fixture(scope="module")
def attacker(site: Site) -> Attacker:
    """The administrator: whom nothing but the name's own rules keeps out."""
    attacker = Attacker(site, basic("root"))
    place = f"/v2/{REPOSITORY}"
    assert attacker.send("POST", f"{place}/blobs/uploads/?digest={digest(CONFIG)}".encode(), body=CONFIG).status == 201
    kind = b"Content-Type: " + media.OCI_MANIFEST.encode()
    assert attacker.send("PUT", f"{place}/manifests/latest".encode(), kind, body=MANIFEST).status == 201
    return attacker


@pytest.fixture(scope="module", autouse=True)
def canary(site: Site) -> Path:
    """A file beside the data folder."""
    file = site.server.data.parent / "canary"
    file.write_bytes(SECRET)
    return file


@pytest.fixture(autouse=True)
def nothing_outside(site: Site, canary: Path) -> Iterator[None]:
    """After each story: nothing is where it should not be, and what is kept has good names."""
    data = site.server.data
    beside = set(os.listdir(data.parent))
    yield
    assert set(os.listdir(data.parent)) == beside
    assert canary.read_bytes() == SECRET
    for folder in (*data.parents, Path.cwd()):
        assert NEEDLE not in " ".join(os.listdir(folder))
    for above, folders, files in os.walk(data):
        assert not [name for name in (*folders, *files) if NEEDLE in name], above
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in os.listdir(data / "uploads"))
    for path in (data / "blobs").rglob("*.*"):
        name, incarnation = digest_of_key(str(path.relative_to(data)))
        parse_digest(name)
        assert re.fullmatch("[0-9a-f]{32}", incarnation)
    assert all(is_repository_name(str(name)) for (name,) in rows(site.server, "SELECT name FROM repository"))
    assert all(is_tag(str(name)) for (name,) in rows(site.server, "SELECT name FROM tag"))


def refuse(attacker: Attacker, kind: str, method: str, path: bytes) -> None:
    query, fields, body = BRINGS.get((kind, method), ("", (), None))
    reply = attacker.send(method, path + query.encode(), *fields, body=body)
    check_form(reply, method)
    assert 400 <= reply.status < 500 or (reply.status, path) == (302, b"/"), (method, path, reply)
    assert SECRET not in reply.body
    assert b"root:" not in reply.body


@pytest.mark.parametrize("kind", [kind for kind, path in PATHS.items() if "{}" in path])
def test_in_a_repositorys_name(site: Site, attacker: Attacker, kind: str) -> None:
    with leaving(site):
        for method in [method for one, method in EVERY if one == kind]:
            for name in NAMES:
                path = path_of(kind, "NAME").encode().replace(b"NAME", name)
                refuse(attacker, kind, method, path)


@pytest.mark.parametrize("kind", REFERENCES)
def test_in_a_digest_a_tag_and_an_uploads_id(site: Site, attacker: Attacker, kind: str) -> None:
    with leaving(site):
        for method in [method for one, method in EVERY if one == kind]:
            for reference in REFERENCES_TRIED:
                path = path_of(kind, REPOSITORY, "REFERENCE").encode().replace(b"REFERENCE", reference)
                refuse(attacker, kind, method, path)


def test_in_the_whole_target(site: Site, attacker: Attacker) -> None:
    with leaving(site):
        for method in {method for _, method in EVERY}:
            for target in WHOLE:
                refuse(attacker, "", method, target)


def test_in_a_manifest(site: Site, attacker: Attacker) -> None:
    """Digests in a body lead nowhere either."""
    kind = b"Content-Type: " + media.OCI_MANIFEST.encode()
    with leaving(site):
        for written in DIGESTS:
            body = MANIFEST.replace(digest(CONFIG).encode(), written.replace(b"\\", b"\\\\"))
            reply = attacker.send("PUT", f"/v2/{REPOSITORY}/manifests/body".encode(), kind, body=body)
            assert (reply.status, reply.code) == (400, "MANIFEST_INVALID"), written


def test_what_is_right_is_still_taken(attacker: Attacker) -> None:
    """The requests above are refused for their hostile part alone."""
    for kind, method in BRINGS:
        query, fields, body = BRINGS[kind, method]
        reference = ""
        if kind == "upload":
            begun = attacker.send("POST", path_of("uploads", REPOSITORY).encode())
            reference = begun.given("docker-upload-uuid")
        reply = attacker.send(method, (path_of(kind, REPOSITORY, reference) + query).encode(), *fields, body=body)
        assert reply.status in (201, 202), (kind, method, reply)
