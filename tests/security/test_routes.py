"""One request for each method of each kind of path, made from the route table so that none is forgotten."""

from __future__ import annotations

from roadstead.registry.routes import GUARDS, ROUTES

DIGEST = "sha256:" + "0" * 64
UPLOAD = "0" * 32

PATHS = {
    "base": "/v2/",
    "catalog": "/v2/_catalog",
    "token": "/service/token",
    "tags": "/v2/{}/tags/list",
    "referrers": "/v2/{}/referrers/" + DIGEST,
    "manifest": "/v2/{}/manifests/latest",
    "blob": "/v2/{}/blobs/" + DIGEST,
    "uploads": "/v2/{}/blobs/uploads/",
    "upload": "/v2/{}/blobs/uploads/" + UPLOAD,
}
ACTIONS = ("pull", "push", "delete")

ON_REPOSITORIES = [
    (method, PATHS[kind], GUARDS[handler])
    for kind, handlers in ROUTES.items()
    for method, handler in handlers.items()
    if GUARDS[handler] in ACTIONS
]
"""(method, path with a place for the repository's name, action it takes)."""


def test_every_route_is_attacked() -> None:
    """A new kind of path needs its line above; a new guard its own attack."""
    assert PATHS.keys() == ROUTES.keys()
    assert set(GUARDS.values()) == {*ACTIONS, "anyone", "anyone signed in", "catalog"}
    assert len(ON_REPOSITORIES) == sum(len(ROUTES[kind]) for kind, path in PATHS.items() if "{}" in path)
