"""Debian's Chromium, or another on the PATH, without a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Root has no sandbox; a small /dev/shm is usual in containers.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]


@contextmanager
def launched() -> Iterator[Browser]:
    """A running browser. While it lives, nothing else in this process may start a loop of its own."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    assert program is not None, "no Chromium on this machine: python -m tools.testbed --only chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
