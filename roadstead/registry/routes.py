"""The table of contents of the data plane: which handler answers which path and method."""

from __future__ import annotations

from urllib.parse import unquote

import msgspec

# kind of path → method → name of the handler
ROUTES: dict[str, dict[str, str]] = {
    "base": {"GET": "base", "HEAD": "base"},
    "catalog": {"GET": "catalog", "HEAD": "catalog"},
    "tags": {"GET": "tags", "HEAD": "tags"},
    "referrers": {"GET": "referrers", "HEAD": "referrers"},
    "manifest": {
        "GET": "get_manifest",
        "HEAD": "get_manifest",
        "PUT": "put_manifest",
        "DELETE": "delete_manifest",
    },
    "blob": {"GET": "get_blob", "HEAD": "get_blob", "DELETE": "delete_blob"},
    "uploads": {"POST": "begin_upload"},
    "upload": {
        "GET": "upload_status",
        "HEAD": "upload_status",
        "PATCH": "upload_chunk",
        "PUT": "finish_upload",
        "DELETE": "cancel_upload",
    },
    "token": {"GET": "get_token", "HEAD": "get_token", "POST": "post_token"},
}

# what a caller needs for each handler: an action on the repository, or a guard of its own
GUARDS: dict[str, str] = {
    "base": "anyone signed in",
    "catalog": "catalog",
    "tags": "pull",
    "referrers": "pull",
    "get_manifest": "pull",
    "put_manifest": "push",
    "delete_manifest": "delete",
    "get_blob": "pull",
    "delete_blob": "delete",
    "begin_upload": "push",
    "upload_status": "push",
    "upload_chunk": "push",
    "finish_upload": "push",
    "cancel_upload": "push",
    "get_token": "anyone",
    "post_token": "anyone",
}


class Route(msgspec.Struct, frozen=True):
    """`reference` is a tag, a digest or an upload's id, as the kind says."""

    kind: str
    repository: str = ""
    reference: str = ""


def find_route(path: str) -> Route | None:
    """The route of a raw path. Only the last segment may be percent-coded; names never are."""
    if path == "/service/token":
        return Route("token")
    if path in ("/v2/", "/v2"):
        return Route("base")
    if path == "/v2/_catalog":
        return Route("catalog")
    if not path.startswith("/v2/"):
        return None
    above, _, last = path[4:].rpartition("/")
    repository, _, room = above.rpartition("/")
    if room == "manifests":
        return Route("manifest", repository, unquote(last))
    if room == "referrers":
        return Route("referrers", repository, unquote(last))
    if room == "uploads" and repository.endswith("/blobs"):
        repository = repository.removesuffix("/blobs")
        return Route("upload", repository, unquote(last)) if last else Route("uploads", repository)
    if room == "blobs":
        return Route("uploads", repository) if last == "uploads" else Route("blob", repository, unquote(last))
    if room == "tags" and last == "list":
        return Route("tags", repository)
    return None
