"""One table of what can be refused: code, status, text; and the exception that carries a refusal.

The form on the wire is the same on every plane (OCI distribution 1.1, "Error Codes"; the API
contract uses it too): `{"errors": [{"code", "message", "detail"}]}`.
"""

from __future__ import annotations

from typing import Any

import msgspec

# code -> (status, default text)
CODES: dict[str, tuple[int, str]] = {
    "BLOB_UNKNOWN": (404, "the blob is not in this repository"),
    "BLOB_UPLOAD_INVALID": (400, "the upload cannot go on"),
    "BLOB_UPLOAD_UNKNOWN": (404, "there is no such upload in this repository"),
    "DIGEST_INVALID": (400, "the digest does not fit the content or its grammar"),
    "MANIFEST_BLOB_UNKNOWN": (404, "the manifest names content that is not in this repository"),
    "MANIFEST_INVALID": (400, "the manifest is not valid"),
    "MANIFEST_UNKNOWN": (404, "the manifest is not in this repository"),
    "NAME_INVALID": (400, "the repository name is not valid"),
    "NAME_UNKNOWN": (404, "the repository does not exist"),
    "SIZE_INVALID": (400, "the length sent is not the length announced"),
    "TAG_INVALID": (400, "the tag is not valid"),
    "RANGE_INVALID": (416, "the range does not continue the upload"),
    "BAD_REQUEST": (400, "the request is not valid"),
    "UNAUTHORIZED": (401, "authentication required"),
    "DENIED": (403, "the requested access is denied"),
    "FORBIDDEN": (403, "forbidden"),
    "NOT_FOUND": (404, "not found"),
    "METHOD_NOT_ALLOWED": (405, "the method is not allowed here"),
    "UNSUPPORTED": (405, "the operation is not supported"),
    "CONFLICT": (409, "conflict"),
    "PRECONDITION": (412, "a precondition does not hold"),
    "REQUEST_ENTITY_TOO_LARGE": (413, "the request is too large"),
    "UNPROCESSABLE_ENTITY": (422, "a value is not of the kind that is asked for"),
    "PROJECTPOLICYVIOLATION": (412, "the policy of the project forbids it"),
    "VIOLATE_FOREIGN_KEY_CONSTRAINT": (412, "something else still needs it"),
    "TOO_MANY_REQUEST": (429, "too many requests"),
    "TOOMANYREQUESTS": (429, "too many requests"),
    "UNKNOWN": (500, "internal server error"),
    "UNAVAILABLE": (503, "a part the registry needs is not available now"),
}


class Refusal(Exception):
    """A request that is answered with an error.

    `code` is a key of `CODES`; `status` overrides its status; `detail` must be JSON-encodable and
    free of secrets; `headers` are added to the answer (names in lower case).
    """

    def __init__(
        self,
        code: str,
        message: str | None = None,
        *,
        detail: Any = None,
        status: int | None = None,
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        known_status, known_message = CODES[code]
        self.code = code
        self.status = status or known_status
        self.message = message or known_message
        self.detail = detail
        self.headers = headers
        super().__init__(f"{code}: {self.message}")

    def body(self) -> bytes:
        """The error form as JSON bytes."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.detail is not None:
            error["detail"] = self.detail
        return msgspec.json.encode({"errors": [error]})
