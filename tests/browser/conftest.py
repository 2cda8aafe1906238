"""Chromium, one registry for all of these stories, and visitors to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import world
from tests.browser.chromium import launched
from tests.browser.visitor import LANGUAGES, Visitor, visit
from tests.browser.world import World
from tests.support.server import Server

Visit = Callable[..., Visitor]
"""`visiting("admin", "zh")`: somebody at the portal, until the test ends."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every story here."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# Not for the whole session: while Playwright lives no other test may start a loop of its own in this process.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for the stories of this folder."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A registry that people use."""
    folder = tmp_path_factory.mktemp("portal")
    with Server.start(folder / "data") as server:
        yield world.build(server, folder)


@pytest.fixture
def visiting(chromium: Browser, site: World) -> Iterator[Visit]:
    """Visitors of the shared registry."""
    with ExitStack() as open_until_the_end:

        def come(who: str | None, language: str = "en", theme: str = "light") -> Visitor:
            come_in: AbstractContextManager[Visitor] = visit(chromium, site.server, who, language, theme)
            return open_until_the_end.enter_context(come_in)

        yield come


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each of the portal's languages."""
    return str(request.param)


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots are kept: CI's output."""
    folder = Path(os.environ.get("ROADSTEAD_ARTIFACTS") or "build/artifacts").absolute() / "portal"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
