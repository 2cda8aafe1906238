"""The text of `WWW-Authenticate`: where to get a token, and for what."""

from __future__ import annotations

from roadstead.domain.access.roles import DELETE, PULL, PUSH
from roadstead.errors import Refusal
from roadstead.oci.reference import is_repository_name
from roadstead.settings import Settings

# who pushes also pulls: clients ask for what stands in the challenge and for nothing else
_ASKS = {PULL: "pull", PUSH: "pull,push", DELETE: "delete"}

CATALOG_SCOPE = "registry:catalog:*"
INSUFFICIENT, INVALID = "insufficient_scope", "invalid_token"  # RFC 6750, section 3.1


def scope_text(repository: str, action: str) -> str | None:
    """The scope that allows `action`; None when the name is none, so nothing of it is ever echoed."""
    return f"repository:{repository}:{_ASKS[action]}" if is_repository_name(repository) else None


def unauthorized(
    settings: Settings,
    scope: str | None = None,
    error: str | None = None,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> Refusal:
    """The 401 with its challenge. Its words depend on `scope` and `error` alone; `headers` come after."""
    fields = {"realm": settings.realm, "service": settings.tokens.service, "scope": scope, "error": error}
    text = ",".join(f'{name}="{_quotable(value)}"' for name, value in fields.items() if value is not None)
    challenge = (b"www-authenticate", f"Bearer {text}".encode("latin-1"))
    return Refusal("UNAUTHORIZED", headers=(challenge, *headers))


def _quotable(value: str) -> str:
    """Without what would end the quoted string or the header."""
    return "".join(c for c in value if 0x20 <= ord(c) < 0x7F and c not in '"\\')
