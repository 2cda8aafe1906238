"""axe-core, which finds what keeps people with impairments out of a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })"


@cache
def _script() -> str:
    assert SCRIPT.is_file(), "axe-core is not there: python -m tools.web install"
    return SCRIPT.read_text()


def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it is now, one line for each element; none is the aim."""
    # What is evaluated is not held to the page's policy, so that the policy stays as people have it.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script())
    found = page.evaluate(RUN, RULES)["violations"]
    return [
        f"{rule['id']}: {node['html'][:150]} {' '.join(node['target'])}" for rule in found for node in rule["nodes"]
    ]
