"""Every page in both languages, light and dark: free of barriers and of mixed languages, and kept as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import barriers
from tests.browser.conftest import Visit
from tests.browser.places import PLACES, Place
from tests.browser.visitor import Visitor
from tests.browser.world import World


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_page_is_free_of_barriers_in_both_languages_and_colors(
    place: Place, visiting: Visit, site: World, pictures: Path
) -> None:
    found = []
    visitor: Visitor = visiting(place.who, "en")
    visitor.open(place.at(site))
    for language in ("en", "zh"):
        if language == "zh":
            visitor.page.get_by_role("button", name="简体中文", exact=True).click()
            visitor.language = language
            visitor.settled()
        for theme in ("light", "dark"):
            visitor.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            visitor.page.screenshot(path=pictures / f"{place.name}-{language}-{theme}.png")
            found += [f"{language} {theme} {barrier}" for barrier in barriers(visitor.page)]
    assert found == []
