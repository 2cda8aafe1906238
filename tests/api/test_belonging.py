"""What belongs to another artifact: left out of lists, and gone with it; signatures in both of cosign's forms."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support import content
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.content import absent, artifact, descriptor, digest, index
from tests.support.server import Server

SIMPLE = content.typed(
    "application/vnd.oci.image.config.v1+json",
    layers=(descriptor(content.EMPTY, "application/vnd.dev.cosign.simplesigning.v1+json"),),
)


@pytest.fixture(scope="module")
def pusher(server: Server) -> Client:
    return Client(Way(server))


def listed(server: Server, repository: str) -> set[str]:
    """Digests that lists have."""
    sql = "SELECT m.digest FROM manifest m JOIN repository r ON r.id = m.repository_id"
    return {str(name) for (name,) in rows(server, f"{sql} WHERE r.name = '{repository}' AND m.listed = 1")}


def stored(server: Server, repository: str) -> set[str]:
    """Digests of everything in the repository."""
    sql = "SELECT m.digest FROM manifest m JOIN repository r ON r.id = m.repository_id"
    return {str(name) for (name,) in rows(server, f"{sql} WHERE r.name = '{repository}'")}


def belongs(server: Server, repository: str) -> dict[str, tuple[object, object]]:
    """digest → (as what, to which) of accessories."""
    sql = (
        "SELECT m.digest, m.accessory_kind, m.accessory_of FROM manifest m JOIN repository r ON r.id = m.repository_id"
    )
    found = rows(server, f"{sql} WHERE r.name = '{repository}' AND m.accessory_of IS NOT NULL")
    return {str(name): (kind, of) for name, kind, of in found}


def image(pusher: Client, repository: str, name: object, tag: str = "") -> bytes:
    """A pushed image of its own."""
    layer = content.noise(name)
    for blob in (content.CONFIG, content.EMPTY, layer):
        pusher.push_blob(repository, blob)
    body = content.image(layer)
    pusher.push_manifest(repository, tag or digest(body), body)
    return body


def point(
    pusher: Client, repository: str, at: bytes, kind: str = "application/vnd.example.report", tag: str = ""
) -> bytes:
    """Something pushed whose subject is that."""
    body = artifact(kind, descriptor(at, content.media_type_of(at)))
    pusher.push_manifest(repository, tag or digest(body), body)
    return body


def delete(pusher: Client, repository: str, reference: str) -> int:
    return pusher.ask("DELETE", f"/v2/{repository}/manifests/{reference}").status


def signature_tag(body: bytes, end: str = "sig") -> str:
    return f"{digest(body).replace(':', '-')}.{end}"


def test_lists_leave_out_children_that_nobody_named(server: Server, pusher: Client) -> None:
    repository = "library/children"
    plain, named, later = (image(pusher, repository, name) for name in ("plain", "named", "later"))
    pusher.push_manifest(repository, "named", named)
    assert listed(server, repository) == {digest(one) for one in (plain, named, later)}
    both = index(plain, named, later)
    pusher.push_manifest(repository, "both", both)
    assert listed(server, repository) == {digest(both), digest(named)}
    pusher.push_manifest(repository, "later", later)
    assert listed(server, repository) == {digest(both), digest(named), digest(later)}
    pusher.push_manifest(repository, "named", later)  # the tag moves away
    assert listed(server, repository) == {digest(both), digest(later)}
    assert delete(pusher, repository, "named") == delete(pusher, repository, "later") == 202
    assert listed(server, repository) == {digest(both)}
    assert delete(pusher, repository, "both") == 202  # an index without a tag is listed all the same
    assert listed(server, repository) == {digest(both)}


def test_an_index_takes_along_what_nothing_else_names(server: Server, pusher: Client) -> None:
    repository = "library/indexes"
    bodies = {name: image(pusher, repository, f"i {name}") for name in ("alone", "named", "shared", "pointing")}
    pusher.push_manifest(repository, "named", bodies["named"])
    inner = index(bodies["alone"], bodies["shared"])
    outer = index(inner, bodies["named"])
    other = index(bodies["shared"])
    for body in (inner, outer, other):
        pusher.push_manifest(repository, digest(body), body)
    report = point(pusher, repository, bodies["alone"])
    assert delete(pusher, repository, digest(inner)) == 405
    assert delete(pusher, repository, digest(outer)) == 202
    left = {digest(one) for one in (bodies["named"], bodies["shared"], bodies["pointing"], other)}
    assert stored(server, repository) == left
    assert digest(report) not in left
    assert listed(server, repository) == left - {digest(bodies["shared"])}


def test_accessories_are_not_listed_and_go_along(server: Server, pusher: Client) -> None:
    repository = "library/reports"
    subject = image(pusher, repository, "subject", "v1")
    report = point(pusher, repository, subject, tag="report")
    signed = point(pusher, repository, report, "application/vnd.cncf.notary.signature")
    assert belongs(server, repository) == {
        digest(report): ("subject.accessory", digest(subject)),
        digest(signed): ("signature.notation", digest(report)),
    }
    assert listed(server, repository) == {digest(subject)}
    assert delete(pusher, repository, digest(subject)) == 202
    assert stored(server, repository) == set()
    assert (
        rows(server, "SELECT 1 FROM tag t JOIN repository r ON r.id = t.repository_id WHERE r.name = 'library/reports'")
        == []
    )
    gone = "SELECT count(*) FROM outbox WHERE kind = 'ManifestDeleted' AND payload LIKE '%library/reports%'"
    assert rows(server, gone) == [(3,)]
    audit = "SELECT description FROM audit_log WHERE operation = 'delete' AND resource LIKE 'library/reports@%'"
    assert rows(server, audit) == [("v1, and 2 that belonged to it",)]


def test_an_accessory_that_is_part_of_another_goes_with_it(server: Server, pusher: Client) -> None:
    repository = "library/signed-index"
    subject = image(pusher, repository, "signed by an index", "v1")
    part = point(pusher, repository, subject)
    pointer = descriptor(subject, content.media_type_of(subject))
    whole = index(part, subject=pointer, artifactType="application/vnd.example.set")
    pusher.push_manifest(repository, digest(whole), whole)
    assert delete(pusher, repository, digest(subject)) == 202
    assert stored(server, repository) == set()


def test_an_accessory_of_what_stays_is_kept_when_an_index_goes(server: Server, pusher: Client) -> None:
    repository = "library/kept"
    subject = image(pusher, repository, "stays", "v1")
    report = point(pusher, repository, subject)
    both = index(report)
    pusher.push_manifest(repository, "both", both)
    assert delete(pusher, repository, digest(both)) == 202
    assert stored(server, repository) == {digest(subject), digest(report)}
    assert listed(server, repository) == {digest(subject)}


def test_what_belongs_may_come_first(server: Server, pusher: Client) -> None:
    repository = "library/early"
    pusher.push_blob(repository, content.EMPTY)
    later = content.image(content.noise("comes later"))
    report = point(pusher, repository, later)
    assert listed(server, repository) == set()
    assert image(pusher, repository, "comes later") == later
    assert listed(server, repository) == {digest(later)}
    assert delete(pusher, repository, digest(later)) == 202
    assert digest(report) not in stored(server, repository)


def test_cosigns_tags_make_accessories_and_end_them(server: Server, pusher: Client) -> None:
    repository = "library/cosign"
    subject = image(pusher, repository, "signed", "v1")
    pusher.push_manifest(repository, signature_tag(subject), SIMPLE)
    first = {digest(SIMPLE): ("signature.cosign", digest(subject))}
    assert belongs(server, repository) == first
    assert listed(server, repository) == {digest(subject)}
    again = content.encode({**content.json_of(SIMPLE), "annotations": {"n": "2"}})
    pusher.push_manifest(repository, signature_tag(subject), again)  # signed once more: the older one still belongs
    assert belongs(server, repository) == {**first, digest(again): ("signature.cosign", digest(subject))}
    assert delete(pusher, repository, signature_tag(subject)) == 202
    assert belongs(server, repository) == {}
    assert listed(server, repository) == {digest(subject), digest(SIMPLE), digest(again)}


def test_a_pushed_image_becomes_an_accessory_by_its_second_tag(server: Server, pusher: Client) -> None:
    repository = "library/second"
    subject = image(pusher, repository, "with a statement", "v1")
    statement = image(pusher, repository, "statement", "statement")
    for end in ("att", "sbom"):
        pusher.push_manifest(repository, signature_tag(subject, end), statement)
    assert belongs(server, repository) == {digest(statement): ("subject.accessory", digest(subject))}
    assert listed(server, repository) == {digest(subject)}
    assert delete(pusher, repository, signature_tag(subject, "att")) == 202
    assert listed(server, repository) == {digest(subject)}  # the other tag still says so
    assert delete(pusher, repository, digest(subject)) == 202
    assert stored(server, repository) == set()


def test_a_signature_of_nothing_is_no_accessory_of_itself(server: Server, pusher: Client) -> None:
    repository = "library/itself"
    body = image(pusher, repository, "itself")
    pusher.push_manifest(repository, signature_tag(body), body)
    assert belongs(server, repository) == {}
    assert listed(server, repository) == {digest(body)}


def test_many_at_once_leave_nothing_hidden_that_has_a_tag(server: Server) -> None:
    repository = "library/at-once"
    with Client(Way(server)) as first:
        children = [image(first, repository, f"at once {n}") for n in range(8)]
    both = index(*children)

    def push(number: int) -> None:
        with Client(Way(server)) as client:
            if number % 2:
                client.push_manifest(repository, f"t{number}", children[number // 2])
            else:
                client.push_manifest(repository, "both", content.encode({**content.json_of(both), "n": number}))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(push, range(16)))
    tagged = rows(
        server,
        "SELECT m.digest FROM manifest m JOIN tag t ON t.manifest_id = m.id"
        " JOIN repository r ON r.id = m.repository_id WHERE r.name = 'library/at-once'",
    )
    assert listed(server, repository) >= {str(name) for (name,) in tagged}
    assert len(tagged) == 9


def test_what_is_not_there_is_not_deleted(pusher: Client) -> None:
    image(pusher, "library/nothing", "nothing")
    assert delete(pusher, "library/nothing", absent()) == 404
