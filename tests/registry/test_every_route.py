"""What holds of every route, whatever it does: HEAD is GET without a body, errors have one form."""

from __future__ import annotations

import pytest

from roadstead.errors import CODES
from roadstead.registry.routes import ROUTES
from tests.registry.conftest import PUBLIC, Registry
from tests.support.census import leaves
from tests.support.client import Client
from tests.support.content import absent, artifact, descriptor, digest, image, media_type_of, noise
from tests.support.wire import Reply

REPOSITORY = f"{PUBLIC}/every-route"
SMALL, LARGE = noise("small"), noise("large", 100_000)
IMAGE = image(SMALL, LARGE)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
READ = [kind for kind, methods in ROUTES.items() if "GET" in methods]
VARYING = ("date", "x-request-id")


@pytest.fixture(scope="module")
def there(registry: Registry) -> dict[str, list[str]]:
    """Targets of every kind that are there."""
    with registry.client() as client:
        client.push_image(REPOSITORY, "v1", SMALL, LARGE)
        client.push_blob(REPOSITORY, b"{}")
        referrer = artifact("application/vnd.example", descriptor(IMAGE, media_type_of(IMAGE)))
        client.push_manifest(REPOSITORY, "referrer", referrer)
        upload = client.begin(REPOSITORY)
    base = f"/v2/{REPOSITORY}"
    return {
        "base": ["/v2/", "/v2"],
        "catalog": ["/v2/_catalog", "/v2/_catalog?n=1"],
        "tags": [f"{base}/tags/list", f"{base}/tags/list?n=1", f"{base}/tags/list?last=v1"],
        "referrers": [f"{base}/referrers/{name}" for name in (digest(IMAGE), absent())],
        "manifest": [f"{base}/manifests/{name}" for name in ("v1", digest(IMAGE))],
        "blob": [f"{base}/blobs/{digest(data)}" for data in (SMALL, LARGE)],
        "uploads": [f"{base}/blobs/uploads/"],
        "upload": [upload],
        "token": ["/service/token", f"/service/token?scope=repository:{REPOSITORY}:pull&service=harbor-registry"],
    }


ABSENT = {
    "base": [],
    "catalog": ["/v2/_catalog?n=x"],
    "tags": [f"/v2/{PUBLIC}/never-pushed/tags/list", f"/v2/{REPOSITORY}/tags/list?n=-1", "/v2/NAME/x/tags/list"],
    "referrers": [f"/v2/{REPOSITORY}/referrers/v1"],
    "manifest": [f"/v2/{REPOSITORY}/manifests/{name}" for name in ("none", "-", absent(), "sha256:x")],
    "blob": [f"/v2/{REPOSITORY}/blobs/{name}" for name in (absent(), "sha256:x")],
    "upload": [f"/v2/{REPOSITORY}/blobs/uploads/none"],
    "token": ["/service/token?service=other"],
}


def test_every_kind_is_tried(there: dict[str, list[str]]) -> None:
    assert there.keys() == ROUTES.keys()
    assert list(ABSENT) == READ


def test_head_is_answered_wherever_get_is() -> None:
    for methods in ROUTES.values():
        assert methods.get("HEAD") == methods.get("GET")


def token_for(kind: str) -> str | None:
    """None: the one it takes; a token for tokens there is not."""
    return "" if kind == "token" else None


def fixed(reply: Reply, kind: str) -> list[tuple[str, str]]:
    """The fields, without what differs from answer to answer; no two tokens are the same or as long."""
    varying = (*VARYING, "content-length") if kind == "token" else VARYING
    return [field for field in reply.fields if field[0] not in varying]


@pytest.mark.parametrize("kind", READ)
def test_head_is_get_without_a_body(client: Client, there: dict[str, list[str]], kind: str) -> None:
    for target in there[kind] + ABSENT[kind]:
        for _ in range(2):  # as it is looked up, and as it lies ready
            get, head = (client.ask(method, target, token=token_for(kind)) for method in ("GET", "HEAD"))
            assert (get.status < 400) == (target in there[kind]), (target, get)
            assert (head.status, head.body) == (get.status, b"")
            assert fixed(get, kind) == fixed(head, kind), target


@pytest.mark.parametrize("kind", ROUTES)
def test_a_method_that_a_route_does_not_have(
    client: Client, registry: Registry, there: dict[str, list[str]], kind: str
) -> None:
    with leaves(registry.server):
        for target in there[kind]:
            for method in METHODS:
                if method in ROUTES[kind]:
                    continue
                reply = client.ask(method, target, body=b"a body")
                assert (method, reply.status) == (method, 405)
                assert reply.given("allow") == ", ".join(ROUTES[kind])
                if method != "HEAD":
                    assert reply.code == "UNSUPPORTED"
                    assert method in reply.message


@pytest.mark.parametrize("kind", READ)
def test_an_error_says_its_code_and_why(client: Client, kind: str) -> None:
    """OCI distribution 1.1, "Error Codes"."""
    for target in ABSENT[kind]:
        reply = client.ask("GET", target, token=token_for(kind))
        assert reply.given("content-type") == "application/json"
        assert reply.given("docker-distribution-api-version") == "registry/2.0"
        assert reply.given("x-request-id")
        (error,) = reply.json()["errors"]
        assert set(error) <= {"code", "message", "detail"}
        assert CODES[error["code"]][0] == reply.status
        assert error["message"]


def test_what_is_no_route_is_not_found(client: Client) -> None:
    for target in ("/v3/", "/v2/x", f"/v2/{REPOSITORY}", f"/v2/{REPOSITORY}/tags", f"/v2/{REPOSITORY}/tags/list/"):
        for method in ("GET", "PUT", "OPTIONS"):
            reply = client.ask(method, target)
            assert (target, reply.status, reply.code) == (target, 404, "NOT_FOUND")
