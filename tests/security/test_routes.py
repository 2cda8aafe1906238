"""One request for each method of each kind of path, made from the route table so that none is forgotten."""

from __future__ import annotations

import re

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
REFERENCES = {"referrers": DIGEST, "manifest": "latest", "blob": DIGEST, "upload": UPLOAD}
"""What `PATHS` end with where a path names something in the repository."""
ACTIONS = ("pull", "push", "delete")
EVERY = [(kind, method) for kind, handlers in ROUTES.items() for method in handlers]

ON_REPOSITORIES = [
    (method, PATHS[kind], GUARDS[handler])
    for kind, handlers in ROUTES.items()
    for method, handler in handlers.items()
    if GUARDS[handler] in ACTIONS
]
"""(method, path with a place for the repository's name, action it takes)."""


def path_of(kind: str, repository: str, reference: str = "") -> str:
    """A path of this kind; without a reference the one of `PATHS`."""
    usual = REFERENCES.get(kind, "")
    above = PATHS[kind].removesuffix(usual).replace("{}", repository)
    return above + (reference or usual)


def test_every_route_is_attacked() -> None:
    """A new kind of path needs its line above; a new guard its own attack."""
    assert PATHS.keys() == ROUTES.keys()
    assert all(PATHS[kind].endswith(usual) for kind, usual in REFERENCES.items())
    assert not [kind for kind, path in PATHS.items() if kind not in REFERENCES and re.search(r"[^/]{32}|latest", path)]
    assert set(GUARDS.values()) == {*ACTIONS, "anyone", "anyone signed in", "catalog"}
    assert len(ON_REPOSITORIES) == sum(len(ROUTES[kind]) for kind, path in PATHS.items() if "{}" in path)
