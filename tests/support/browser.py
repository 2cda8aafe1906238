"""A browser that signs in: it keeps the cookie, and sends the session's token with changes as the portal's pages do."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from tests.support.api import Answer, Api
from tests.support.server import PASSWORD, Server

CSRF = "X-Harbor-CSRF-Token"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Browser(Api):
    """`browser.sign_in("alice", "Secret123")`; until then it is nobody."""

    def __init__(self, server: Server, address: str = "") -> None:
        super().__init__(server, None)
        self.sid = ""
        self.token = ""
        self.set_cookie = ""
        if address:
            self.headers["X-Forwarded-For"] = address

    def call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        sent = dict(headers or {})
        if self.sid:
            sent.setdefault("Cookie", f"theme=dark; sid={self.sid}")
        if self.token and method != "GET":
            sent.setdefault(CSRF, self.token)
        answer = super().call(method, path, body, sent)
        self.token = answer.headers.get(CSRF.lower(), self.token)
        if (line := answer.headers.get("set-cookie")) is not None:
            self.set_cookie = line
            self.sid = SimpleCookie(line)["sid"].value
        return answer

    def form(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> Answer:
        """POST of a form."""
        return self.call("POST", path, urlencode(fields).encode(), {**FORM, **(headers or {})})

    def sign_in(self, username: str = "admin", password: str = PASSWORD) -> Answer:
        """POST /c/login."""
        return self.form("/c/login", principal=username, password=password)

    def sign_out(self) -> Answer:
        """GET /c/log_out."""
        return self.get("/c/log_out")
