"""Stories of pushing blobs: at once, in pieces, out of order, cancelled, resumed, mounted, wrong."""

from __future__ import annotations

import pytest

from tests.registry.conftest import PASSWORD, Registry
from tests.support.census import leaves
from tests.support.client import Client
from tests.support.content import absent, digest, noise
from tests.support.wire import Reply

# Read whole by the event loop; moved by a thread; moved in more than one turn.
SIZES = [0, 1000, (64 << 10) + 1, 3_000_000]
ALGORITHMS = ["sha256", "sha512"]


def check_made(client: Client, repository: str, reply: Reply, data: bytes, name: str) -> None:
    """201 says where the blob is, and there it is."""
    assert reply.status == 201, reply
    assert reply.given("location") == f"/v2/{repository}/blobs/{name}"
    assert reply.given("docker-content-digest") == name
    assert reply.given("docker-distribution-api-version") == "registry/2.0"
    assert reply.given("content-length") == "0"
    assert client.ask("GET", reply.given("location")).body == data


def check_progress(reply: Reply, status: int, place: str, size: int) -> None:
    """The answer says where to go on and how much there is."""
    assert reply.status == status, reply
    assert reply.given("location") == place
    assert reply.given("range") == f"0-{max(size - 1, 0)}"
    assert reply.given("docker-upload-uuid") == place.rpartition("/")[2]


def send(client: Client, method: str, target: str, data: bytes, coding: str, *fields: tuple[str, str]) -> Reply:
    """The data with its length, or in chunks."""
    if coding == "length":
        return client.ask(method, target, *fields, body=data)
    return client.ask(method, target, *fields, pieces=(data[:7], data[7:]))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("size", SIZES)
def test_pushed_with_post_and_put(
    client: Client, registry: Registry, repository: str, size: int, algorithm: str
) -> None:
    data = noise(repository, size)
    name = digest(data, algorithm)
    place = client.begin(repository)
    one = 1 if size else 0  # nothing is the same for everybody: another story has pushed it
    if not size:
        client.push_blob(f"{repository}-other", data, algorithm)
    with leaves(registry.server, upload=-1, blob_lease=1, blob=one, blobs_files=one):
        reply = client.ask("PUT", f"{place}?digest={name}", body=data)
    check_made(client, repository, reply, data, name)
    assert client.ask("GET", place).status == 404


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("size", SIZES)
def test_pushed_with_one_post(client: Client, registry: Registry, repository: str, size: int, algorithm: str) -> None:
    data = noise(repository, size)
    name = digest(data, algorithm)
    reply = client.ask("POST", f"/v2/{repository}/blobs/uploads/?digest={name}", body=data)
    check_made(client, repository, reply, data, name)


@pytest.mark.parametrize("size", SIZES)
def test_pushed_in_chunked_coding(client: Client, repository: str, size: int) -> None:
    data = noise(repository, size)
    pieces = tuple(data[start : start + 50_000] for start in range(0, size, 50_000))
    name = digest(data)
    place = client.begin(repository)
    check_progress(client.ask("PATCH", place, pieces=pieces), 202, place, size)
    check_progress(client.ask("GET", place), 204, place, size)
    check_made(client, repository, client.ask("PUT", f"{place}?digest={name}", body=b""), data, name)
    place = client.begin(repository)
    check_made(client, repository, client.ask("PUT", f"{place}?digest={name}", pieces=pieces), data, name)
    whole = client.ask("POST", f"/v2/{repository}/blobs/uploads/?digest={name}", pieces=pieces)
    check_made(client, repository, whole, data, name)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("piece", [10, 100_000])
@pytest.mark.parametrize("last_with_put", [True, False])
def test_pushed_in_order(client: Client, repository: str, piece: int, algorithm: str, last_with_put: bool) -> None:
    """Pieces that say which bytes they are; one that is out of order is refused, and the upload lives on."""
    data = noise(repository, 3 * piece)
    name = digest(data, algorithm)
    parts = [data[start : start + piece] for start in range(0, 3 * piece, piece)]
    place = client.begin(repository)
    check_progress(client.ask("HEAD", place), 204, place, 0)
    for number, part in enumerate(parts):
        held = number * piece
        for wrong in (held + piece, held - piece, held + 1):
            if wrong < 0 or wrong == held:
                continue
            where = ("Content-Range", f"{wrong}-{wrong + piece - 1}")
            for method, target in (("PATCH", place), ("PUT", f"{place}?digest={name}")):
                reply = client.ask(method, target, where, body=part)
                check_progress(reply, 416, place, held)
                assert reply.code == "RANGE_INVALID"
                assert str(held) in reply.message
        where = ("Content-Range", f"{held}-{held + piece - 1}")
        if number == 2 and last_with_put:
            break
        check_progress(client.ask("PATCH", place, where, body=part), 202, place, held + piece)
        check_progress(client.ask("GET", f"{place}?digest={name}"), 204, place, held + piece)
    last = client.ask("PUT", f"{place}?digest={name}", *([where] if last_with_put else []), body=part)
    if not last_with_put:  # the last piece was sent already: sent twice it is another content
        assert (last.status, last.code) == (400, "DIGEST_INVALID")
        return
    check_made(client, repository, last, data, name)


def test_finished_without_a_body(client: Client, repository: str) -> None:
    data = noise("finished")
    place = client.begin(repository)
    assert client.ask("PATCH", place, body=data).status == 202
    check_made(client, repository, client.ask("PUT", f"{place}?digest={digest(data)}"), data, digest(data))


# (Content-Range, status, code) of bytes 0 to {last}
WRONG_RANGES = [
    ("5-{last}", 416, "RANGE_INVALID"),
    ("{last}-0", 416, "RANGE_INVALID"),
    ("0-{short}", 400, "SIZE_INVALID"),
    ("0-{long}", 400, "SIZE_INVALID"),
    ("bytes 0-{last}/{last}", 416, "RANGE_INVALID"),
    ("first-last", 400, "BLOB_UPLOAD_INVALID"),
    ("-{last}", 400, "BLOB_UPLOAD_INVALID"),
    ("0-99999999999999999999", 400, "BLOB_UPLOAD_INVALID"),
    ("0-9223372036854775806", 400, "SIZE_INVALID"),
]


@pytest.mark.parametrize("size", [10, 100_000])
@pytest.mark.parametrize("coding", ["length", "chunked"])
def test_a_wrong_content_range_is_refused(
    client: Client, registry: Registry, repository: str, size: int, coding: str
) -> None:
    """Nothing of what was sent is kept, and the upload lives on."""
    data = noise(repository, size)
    name = digest(data)
    place = client.begin(repository)
    assert client.ask("PATCH", place, body=b"").status == 202
    with leaves(registry.server):
        for written, status, code in WRONG_RANGES:
            field = ("Content-Range", written.format(last=size - 1, short=size - 2, long=size))
            for method, target in (("PATCH", place), ("PUT", f"{place}?digest={name}")):
                reply = send(client, method, target, data, coding, field)
                assert (field, method, reply.status, reply.code) == (field, method, status, code)
                check_progress(client.ask("GET", place), 204, place, 0)
    check_made(client, repository, send(client, "PUT", f"{place}?digest={name}", data, coding), data, name)


@pytest.mark.parametrize("size", [0, 10, 100_000])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("coding", ["length", "chunked"])
def test_bytes_of_another_digest_leave_nothing(
    client: Client, registry: Registry, repository: str, size: int, algorithm: str, coding: str
) -> None:
    data = noise(repository, size)
    wrong = absent(repository, algorithm)
    client.push_blob(repository, b"so that the repository is there")
    with leaves(registry.server):
        reply = send(client, "POST", f"/v2/{repository}/blobs/uploads/?digest={wrong}", data, coding)
        assert (reply.status, reply.code) == (400, "DIGEST_INVALID")
        assert wrong in reply.message
        assert digest(data, algorithm) in reply.message
        place = client.begin(repository)
        assert send(client, "PUT", f"{place}?digest={wrong}", data, coding).code == "DIGEST_INVALID"
        place = client.begin(repository)
        assert send(client, "PATCH", place, data, coding).status == 202
        assert client.ask("PUT", f"{place}?digest={wrong}", body=b"").code == "DIGEST_INVALID"
        assert client.ask("GET", f"/v2/{repository}/blobs/{wrong}").status == 404


# (query, code)
WRONG_QUERIES = [
    ("", "DIGEST_INVALID"),
    ("?digest=", "DIGEST_INVALID"),
    ("?digest=sha256:abc", "DIGEST_INVALID"),
    ("?digest=md5:d41d8cd98f00b204e9800998ecf8427e", "DIGEST_INVALID"),
    ("?digest=%00", "BAD_REQUEST"),
    ("?digest=%ff", "BAD_REQUEST"),
    ("?digest=" + "a" * 20_000, "BAD_REQUEST"),
    ("?" + "&".join(["a=b"] * 200), "BAD_REQUEST"),
]


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_digest_that_is_none_changes_nothing(client: Client, registry: Registry, repository: str, size: int) -> None:
    data = noise("none", size)
    place = client.begin(repository)
    assert client.ask("PATCH", place, body=b"").status == 202
    with leaves(registry.server):
        for query, code in WRONG_QUERIES:
            reply = client.ask("PUT", place + query, body=data)
            assert (query, reply.status, reply.code) == (query, 400, code)
            if query:
                reply = client.ask("POST", f"/v2/{repository}/blobs/uploads/{query}", body=data)
                assert (query, reply.status, reply.code) == (query, 400, code)
        check_progress(client.ask("GET", place), 204, place, 0)


def test_a_cancelled_upload_is_gone(client: Client, registry: Registry, repository: str) -> None:
    client.push_blob(repository, b"so that the repository is there")
    with leaves(registry.server):
        place = client.begin(repository)
        client.ask("PATCH", place, body=noise("cancelled"))
        reply = client.ask("DELETE", place)
        assert (reply.status, reply.body) == (204, b"")
        for method in ("GET", "HEAD", "PATCH", "PUT", "DELETE"):
            target = f"{place}?digest={absent()}" if method == "PUT" else place
            reply = client.ask(method, target, body=b"more" if method in ("PATCH", "PUT") else None)
            assert (method, reply.status) == (method, 404)
            assert method == "HEAD" or reply.code == "BLOB_UPLOAD_UNKNOWN"


NO_UPLOADS = ["0" * 32, "%00", "%ff", "..%2f..%2froadstead.db", "%2e%2e", "a" * 2000, "x%0d%0ay", "%F0%9F%90%8B"]


def test_an_upload_that_never_was_is_unknown(client: Client, registry: Registry, repository: str) -> None:
    client.push_blob(repository, b"so that the repository is there")
    with leaves(registry.server):
        for name in NO_UPLOADS:
            for method in ("GET", "PATCH", "PUT", "DELETE"):
                target = f"/v2/{repository}/blobs/uploads/{name}" + (f"?digest={absent()}" if method == "PUT" else "")
                reply = client.ask(method, target, body=b"data" if method in ("PATCH", "PUT") else None)
                assert (name, method, reply.status, reply.code) == (name, method, 404, "BLOB_UPLOAD_UNKNOWN")


def test_an_upload_is_of_one_repository(client: Client, repository: str) -> None:
    place = client.begin(f"{repository}/a")
    for method in ("GET", "PATCH", "PUT", "DELETE"):
        other = place.replace("/a/blobs", "/b/blobs")
        target = f"{other}?digest={digest(b'data')}" if method == "PUT" else other
        reply = client.ask(method, target, body=b"data" if method in ("PATCH", "PUT") else None)
        assert (method, reply.status, reply.code) == (method, 404, "BLOB_UPLOAD_UNKNOWN")
    check_progress(client.ask("GET", place), 204, place, 0)


def test_an_upload_goes_on_after_a_restart(client: Client, registry: Registry, repository: str) -> None:
    data = noise(repository, 200_000)
    place = client.begin(repository)
    assert client.ask("PATCH", place, body=data[:150_000]).status == 202
    client.close()
    registry.server.restart()
    check_progress(client.ask("GET", place), 204, place, 150_000)
    part = ("Content-Range", "150000-199999")
    reply = client.ask("PUT", f"{place}?digest={digest(data)}", part, body=data[150_000:])
    check_made(client, repository, reply, data, digest(data))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_mounted_from_another_repository(client: Client, registry: Registry, repository: str, algorithm: str) -> None:
    data = noise(repository)
    name = client.push_blob(f"{repository}/source", data, algorithm)
    for source in (f"&from={repository}/source", "", f"&from={repository.replace('/', '%2F')}%2Fsource"):
        target = f"{repository}/target{len(source)}"
        with leaves(registry.server, repository=1, blob_lease=1):
            reply = client.ask("POST", f"/v2/{target}/blobs/uploads/?mount={name}{source}", body=b"")
        check_made(client, target, reply, data, name)
    assert client.ask("DELETE", f"/v2/{repository}/source/blobs/{name}").status == 202
    assert client.ask("GET", f"/v2/{target}/blobs/{name}").body == data


@pytest.mark.parametrize(
    "source", ["", "&from=library/nothing-here", "&from=nowhere/at-all", "&from=", "&from=%00", "&from=NOT/A/NAME"]
)
def test_what_cannot_be_mounted_is_an_upload(client: Client, repository: str, source: str) -> None:
    data = noise(repository)
    reply = client.ask("POST", f"/v2/{repository}/blobs/uploads/?mount={digest(data)}{source}", body=b"")
    if source == "&from=%00":
        assert (reply.status, reply.code) == (400, "BAD_REQUEST")
        return
    check_progress(reply, 202, reply.given("location"), 0)
    reply = client.ask("PUT", f"{reply.given('location')}?digest={digest(data)}", body=data)
    check_made(client, repository, reply, data, digest(data))


def test_a_project_must_be_there_and_a_name_must_be_one(client: Client, registry: Registry) -> None:
    with leaves(registry.server):
        reply = client.ask("POST", "/v2/nowhere/x/blobs/uploads/", body=b"")
        assert (reply.status, reply.code) == (404, "NAME_UNKNOWN")
        assert "nowhere" in reply.message
        token = registry.server.token(None)
        for name in ("UPPER/x", "library", "library/x//y", "library/" + "x" * 300, "library/_x", "library/x%2Fy"):
            reply = client.ask("POST", f"/v2/{name}/blobs/uploads/", body=b"", token=token)
            assert (name, reply.status, reply.code) == (name, 400, "NAME_INVALID")


def test_another_account_does_not_go_on(registry: Registry, private: str) -> None:
    with registry.client("developer") as one, registry.client() as other:
        assert one.password == PASSWORD
        place = one.begin(private)
        for method in ("GET", "PATCH", "PUT", "DELETE"):
            target = f"{place}?digest={digest(b'data')}" if method == "PUT" else place
            reply = other.ask(method, target, body=b"data" if method in ("PATCH", "PUT") else None)
            assert (method, reply.status, reply.code) == (method, 404, "BLOB_UPLOAD_UNKNOWN")
        check_progress(one.ask("GET", place), 204, place, 0)
