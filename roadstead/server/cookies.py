"""Cookies (RFC 6265): reading one from a request, the line that sets or removes one."""

from __future__ import annotations


def cookie(header: bytes | None, name: str) -> str:
    """The first cookie of this name; empty when there is none."""
    for part in (header or b"").split(b";"):
        found, equals, value = part.strip().partition(b"=")
        if equals and found == name.encode():
            return value.strip(b'"').decode("latin-1")
    return ""


def set_cookie(name: str, value: str, *, secure: bool) -> tuple[bytes, bytes]:
    """The header of a cookie that scripts cannot read, other sites cannot send along, and the browser's end removes."""
    return b"set-cookie", f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}".encode()


def remove_cookie(name: str, *, secure: bool) -> tuple[bytes, bytes]:
    """The header that takes it away."""
    header, value = set_cookie(name, "", secure=secure)
    return header, value + b"; Max-Age=0"
