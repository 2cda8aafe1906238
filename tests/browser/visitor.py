"""Somebody at the portal: a page of Chromium, in one language, and the words that they read there."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from tests.support import browser
from tests.support.people import PASSWORD
from tests.support.server import Server

TEXTS = Path(__file__).parents[2] / "web" / "src" / "i18n"
LOCALES = {"en": "en-US", "zh": "zh-CN"}
LANGUAGES = list(LOCALES)
LIVE = "/api/portal/events"
"""The stream that never ends."""
PATIENCE_MS = 20_000
"""How long a page may take on a machine that has other work."""


@cache
def texts(language: str) -> dict[str, Any]:
    """The portal's texts: a string or the forms of a plural under each key."""
    found: dict[str, Any] = json.loads((TEXTS / f"{language}.json").read_text())
    return found


class Visitor:
    """`visitor.open("/projects")`, then whatever people do; `complaints` must be empty at the end."""

    def __init__(self, server: Server, context: BrowserContext, language: str) -> None:
        self.server = server
        self.language = language
        self.context = context
        context.set_default_timeout(PATIENCE_MS)
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        """Addresses of all that was asked for since the last `open`."""
        self._under_way: set[Request] = set()
        self.complaints: list[str] = []
        self.page.on("request", self._asked)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.endswith(LIVE):
            self._under_way.add(request)

    def _answered(self, request: Request) -> None:
        self._under_way.discard(request)

    def _heard(self, message: Any) -> None:
        # Chromium tells of every answer above 400: what was refused is for the page to say.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> None:
        """Go to an address below `/portal`, and wait until all of it is there."""
        self.requests.clear()
        self._under_way.clear()
        self.page.goto(f"{self.server.url}/portal{path}")
        self.settled()

    def settled(self) -> None:
        """Wait until nothing is being fetched that the page shows."""
        self.page.locator("h1").first.wait_for()
        deadline = time.monotonic() + PATIENCE_MS / 1000
        quiet = 0
        while quiet < 3:
            assert time.monotonic() < deadline, f"still asking: {[one.url for one in self._under_way]}"
            self.page.wait_for_timeout(20)
            quiet = 0 if self._under_way else quiet + 1

    def t(self, key: str, /, **values: object) -> str:
        """The text of a key in this visitor's language."""
        text = texts(self.language)[key]
        form = text if isinstance(text, str) else text["other"]
        for name, value in values.items():
            form = form.replace("{" + name + "}", str(value))
        return str(form)

    def button(self, key: str, /, **values: object) -> Locator:
        """A button by its text."""
        return self.page.get_by_role("button", name=self.t(key, **values), exact=True)

    def link(self, name: str) -> Locator:
        """A link by what it says."""
        return self.page.get_by_role("link", name=name, exact=True)

    def field(self, key: str, /, **values: object) -> Locator:
        """A field by its label."""
        return self.page.get_by_label(self.t(key, **values), exact=True)

    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.get_by_role("dialog")

    def sees(self, text: str) -> None:
        """Wait until the text is there to be read."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)

    def misses(self, locator: Locator) -> None:
        """Wait until there is no such thing."""
        expect(locator).to_have_count(0, timeout=PATIENCE_MS)

    def tab_to(self, target: Locator, most: int = 80) -> None:
        """Press Tab until the target has the focus."""
        target.wait_for()
        for _ in range(most):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached by {most} presses of Tab")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach the target by keyboard alone and press a key on it."""
        self.tab_to(target)
        self.page.keyboard.press(key)

    def type(self, target: Locator, text: str) -> None:
        """Reach a field by keyboard alone and write into it."""
        self.tab_to(target)
        self.page.keyboard.type(text)


@contextmanager
def visit(
    chromium: Browser, server: Server, who: str | None, language: str = "en", theme: str = "light", **more: Any
) -> Iterator[Visitor]:
    """A visitor who has signed in already, or nobody; it is an error when their page complained."""
    context = chromium.new_context(
        locale=LOCALES[language],
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": 1280, "height": 800},
        base_url=server.url,
        **more,
    )
    if who is not None:
        sign_in(context, server, who)
    try:
        visitor = Visitor(server, context, language)
        yield visitor
        assert visitor.complaints == []
    finally:
        context.close()


def sign_in(context: BrowserContext, server: Server, who: str) -> None:
    """Give the browser the cookie of a new session."""
    person = browser.Browser(server)
    signed = person.sign_in(who, server.admin_password if who == "admin" else PASSWORD)
    assert signed.status == 200, signed.body
    context.add_cookies([{"name": "sid", "value": person.sid, "url": server.url, "httpOnly": True}])
