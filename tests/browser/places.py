"""Every page of the portal: who looks at it, and where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.browser.world import EMPTY, PROJECT, World


@dataclass(frozen=True)
class Place:
    """A page: its name in the names of pictures, who looks at it (None: nobody who signed in), its address."""

    name: str
    who: str | None
    path: str

    def at(self, world: World) -> str:
        """The address on this registry, below `/portal`."""
        return self.path.format(
            image=quote(world.image), platforms=quote(world.platforms), chart=quote(world.chart), encoding="%2F"
        )


FRONTEND = f"/projects/{PROJECT}/repositories/web{{encoding}}frontend"
CHARTS = f"/projects/{PROJECT}/repositories/charts{{encoding}}frontend"
COMPARED = f"/projects/{PROJECT}/compare/web{{encoding}}frontend?from=1.4.2&to=1.3.1"
PAGES = Path(__file__).parents[2] / "web" / "src" / "pages"
TABS = re.findall(r'at: "(.+?)"', (PAGES / "project" / "tabs.ts").read_text())
"""The tabs of a project beside its first, from the portal's own table: none is forgotten."""
PARTS = re.findall(r'"([a-z-]+)"', (PAGES / "admin" / "parts.ts").read_text())
"""The pages of administration, from the table of its menu."""
PLACES = [
    Place("sign-in", None, "/sign-in"),
    Place("home", "admin", "/"),
    Place("home-developer", "developer", "/"),
    Place("projects", "admin", "/projects"),
    Place("projects-nobody", None, "/projects"),
    Place("project", "admin", f"/projects/{PROJECT}"),
    Place("project-guest", "guest", f"/projects/{PROJECT}"),
    Place("project-empty", "admin", f"/projects/{EMPTY}"),
    Place("repository", "admin", FRONTEND),
    *(Place(f"repository-{tab}", "admin", f"{FRONTEND}?tab={tab}") for tab in ("artifacts", "about")),
    Place("compare", "developer", COMPARED),
    Place("me", "developer", "/me"),
    Place("repository-artifacts", "admin", f"{FRONTEND}?tab=artifacts"),
    Place("repository-about", "admin", f"{FRONTEND}?tab=about"),
    Place("artifact", "admin", f"{FRONTEND}/{{image}}"),
    Place("artifact-index", "admin", f"{FRONTEND}/{{platforms}}"),
    Place("artifact-chart", "admin", f"{CHARTS}/{{chart}}"),
    *(Place(f"project-{tab}", "projectAdmin", f"/projects/{PROJECT}/{tab}") for tab in TABS),
    *(Place(f"admin-{part}", "admin", f"/admin/{part}") for part in PARTS),
    Place("absent", "admin", "/nothing/here"),
]
