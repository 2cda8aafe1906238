"""The pictures of the README: `python -m tools.pictures` makes them anew from a registry that real pushes filled."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser import world
from tests.browser.chromium import launched
from tests.browser.places import PLACES
from tests.browser.visitor import visit
from tests.support.server import Server

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PICTURES = [("repository", "en", "light"), ("artifact-index", "zh", "dark")]
"""Which page, in which language and colors."""


def main() -> int:
    """Write `docs/pictures/<page>.png`."""
    by_name = {place.name: place for place in PLACES}
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Server.start(Path(folder) / "data") as server, launched() as browser:
        made = world.build(server, Path(folder))
        for name, language, theme in PICTURES:
            place = by_name[name]
            with visit(browser, server, place.who, language, theme) as visitor:
                visitor.open(place.at(made))
                visitor.page.screenshot(path=FOLDER / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
