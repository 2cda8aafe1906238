"""A3: what a repository holds is given out by that repository alone, to those who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from roadstead.db.database import open_database
from roadstead.domain.projects.service import Projects
from roadstead.oci import mediatypes as media
from roadstead.registry.routes import GUARDS, ROUTES
from tests.security.attack import leaving
from tests.security.conftest import Reply, Site, basic, bearer
from tests.security.test_routes import EVERY, REFERENCES, path_of
from tests.support.content import CONFIG, EMPTY, absent, artifact, descriptor, digest, image, noise

THERE, HERE = "closed/theirs", "own/mine"
SMALL, LARGE = noise("theirs, small"), noise("theirs, large", 100_000)
MANIFEST = image(SMALL, LARGE)
SUBJECT = descriptor(MANIFEST, media.OCI_MANIFEST)
REFERRER = artifact("application/vnd.example.theirs", SUBJECT)
TAG = "only-theirs"
CONTENT = (MANIFEST, SMALL, LARGE, REFERRER)

Headers = dict[str, str | bytes]


@dataclass(frozen=True)
class Theirs:
    """What is referred to, by kind of path: (what is in `THERE`, the like that is nowhere)."""

    pairs: dict[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def theirs(site: Site) -> Theirs:
    """`THERE` with an image, what refers to it and an upload; `HERE` is the stranger's, and the developer's as well."""
    site.server.cli("project", "create", "own")
    for name in ("stranger", "developer"):
        site.server.cli("project", "member", "own", name, "projectAdmin")
    owner = token(site, "maintainer", THERE)
    for blob in (CONFIG, EMPTY, SMALL, LARGE):
        push(site, THERE, owner, blob)
    for reference, body in ((TAG, MANIFEST), (digest(REFERRER), REFERRER)):
        put(site, THERE, owner, reference, body)
    push(site, HERE, token(site, "stranger", HERE), CONFIG)
    put(site, HERE, token(site, "stranger", HERE), "mine", image())
    upload = site.ask("POST", f"/v2/{THERE}/blobs/uploads/", owner).given("docker-upload-uuid")
    blobs = [(digest(blob), absent(len(blob))) for blob in (SMALL, LARGE)]
    manifests = [(digest(body), absent(len(body))) for body in (MANIFEST, REFERRER)]
    return Theirs(
        {
            "blob": [*blobs, *manifests],
            "manifest": [*blobs, *manifests, (TAG, "not-nowhere")],
            "referrers": [*blobs, *manifests],
            "upload": [(upload, "f" * 32)],
        }
    )


def token(site: Site, who: str | None, *repositories: str) -> Headers:
    return bearer(site.token(who, *(f"repository:{name}:*" for name in repositories)))


def push(site: Site, repository: str, headers: Headers, blob: bytes) -> None:
    assert site.ask("POST", f"/v2/{repository}/blobs/uploads/?digest={digest(blob)}", headers, blob).status == 201


def put(site: Site, repository: str, headers: Headers, reference: str, body: bytes) -> None:
    kind: Headers = {"content-type": media.OCI_MANIFEST}
    assert site.ask("PUT", f"/v2/{repository}/manifests/{reference}", headers | kind, body).status == 201


def said(reply: Reply, name: str) -> str:
    return str(reply).replace(name, "NAME")


WHO: dict[str, Callable[[Site], Headers]] = {
    "a stranger's token": lambda site: token(site, "stranger", HERE, THERE),
    "a stranger by name": lambda site: {"authorization": basic("stranger")},
    "who may read both": lambda site: token(site, "developer", HERE, THERE),
    "the administrator": lambda site: token(site, "root", HERE, THERE),
}
FIELDS: list[Headers] = [{}, {"range": "bytes=0-3"}, {"if-none-match": "THEIRS"}, {"if-none-match": "*"}]


def test_every_kind_of_reference_is_tried(theirs: Theirs) -> None:
    assert theirs.pairs.keys() == REFERENCES.keys()


@pytest.mark.parametrize("who", WHO.values(), ids=WHO.keys())
def test_through_another_repository_it_is_as_if_it_were_nowhere(
    site: Site, theirs: Theirs, who: Callable[[Site], Headers]
) -> None:
    headers = who(site)
    with leaving(site):
        for kind, method in EVERY:
            for pair in theirs.pairs.get(kind, ()):
                for fields in FIELDS:
                    real, nowhere = (answer(site, method, kind, name, headers, fields) for name in pair)
                    assert said(real, pair[0]) == said(nowhere, pair[1]), (method, kind, pair[0], fields)
                    assert real.status >= 400 or kind == "referrers"
                    assert not [body for body in CONTENT if body in real.body]


def answer(site: Site, method: str, kind: str, name: str, headers: Headers, fields: Headers) -> Reply:
    sent = headers | {key: str(value).replace("THEIRS", f'"{name}"') for key, value in fields.items()}
    query = f"?digest={name}" if kind == "upload" else ""
    return site.ask(method, path_of(kind, HERE, name) + query, sent, b"" if method in ("PUT", "PATCH") else None)


NOT_READERS: dict[str, Callable[[Site], Headers]] = {
    "nobody": lambda site: {},
    "an anonymous token": lambda site: token(site, None, THERE),
    "a stranger's token for this": lambda site: token(site, "stranger", THERE),
    "a stranger's token for another": lambda site: token(site, "stranger", HERE),
    "a stranger by name": lambda site: {"authorization": basic("stranger")},
    "a reader's token for another": lambda site: token(site, "guest", "closed/other"),
}


@pytest.mark.parametrize("who", NOT_READERS.values(), ids=NOT_READERS.keys())
def test_what_lies_ready_for_others_is_not_given_out(
    site: Site, theirs: Theirs, who: Callable[[Site], Headers]
) -> None:
    """Each path is asked for by somebody who may read it, and right after by who may not."""
    headers, reader = who(site), token(site, "maintainer", THERE)
    read = set()
    for kind, method in EVERY:
        if GUARDS[ROUTES[kind][method]] != "pull":
            continue
        for name, _ in theirs.pairs.get(kind, [("", "")]):
            path = path_of(kind, THERE, name)
            if site.ask(method, path, reader).status == 200:
                read.add(kind)
            for fields in FIELDS:
                reply = site.ask(method, path, headers | fields)
                assert reply.status in (401, 403), (method, path)
                assert not reply.given("etag")
                assert not [body for body in CONTENT if body in reply.body]
    assert read == {"blob", "manifest", "tags", "referrers"}


SOURCES = ["", f"&from={THERE}", f"&from={HERE}", "&from=closed/absent", f"&from={HERE}%2F..%2F..%2F{THERE}"]


def test_a_mount_takes_nothing_that_may_not_be_read(site: Site, theirs: Theirs) -> None:
    headers = token(site, "stranger", HERE, THERE)
    for source in SOURCES:
        for blob in (SMALL, LARGE):
            with leaving(site):
                reply = mount(site, headers, blob, source)
                assert reply.status == 202, (source, reply)
                assert site.ask("GET", f"/v2/{HERE}/blobs/{digest(blob)}", headers).status == 404
                assert site.ask("DELETE", reply.given("location"), headers).status == 204


def mount(site: Site, headers: Headers, blob: bytes, source: str) -> Reply:
    return site.ask("POST", f"/v2/{HERE}/blobs/uploads/?mount={digest(blob)}{source}", headers)


def test_a_right_to_read_that_was_withdrawn_mounts_nothing(site: Site, theirs: Theirs) -> None:
    """The token that was given before says otherwise."""
    headers = token(site, "developer", HERE, THERE)
    database = open_database(f"sqlite:///{site.server.data}/roadstead.db", site.server.data / "run")
    projects = Projects(database)
    projects.remove_member("closed", "developer")
    try:
        replies = [mount(site, headers, SMALL, source) for source in SOURCES]
    finally:
        projects.set_member("closed", "developer", "developer")
        database.close()
    assert [reply.status for reply in replies] == [202] * len(SOURCES)
    for reply in replies:
        assert site.ask("DELETE", reply.given("location"), headers).status == 204
    for source in SOURCES[:2]:
        assert mount(site, headers, SMALL, source).status == 201
        assert site.ask("DELETE", f"/v2/{HERE}/blobs/{digest(SMALL)}", headers).status == 202


def test_referrers_are_told_of_in_their_own_repository_alone(site: Site, theirs: Theirs) -> None:
    """Neither does a stranger see theirs, nor can a stranger put something among theirs."""
    headers, reader = token(site, "stranger", HERE), token(site, "maintainer", THERE)
    path = f"/v2/{{}}/referrers/{digest(MANIFEST)}"
    theirs_before = site.ask("GET", path.format(THERE), reader)
    assert digest(REFERRER).encode() in theirs_before.body
    push(site, HERE, headers, EMPTY)
    mine = artifact("application/vnd.example.mine", SUBJECT)
    put(site, HERE, headers, "pointing", mine)
    found = site.ask("GET", path.format(HERE), headers).body
    assert digest(mine).encode() in found
    assert digest(REFERRER).encode() not in found
    assert site.ask("GET", path.format(THERE), reader) == theirs_before
