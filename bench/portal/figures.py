"""One figure each, as somebody at the portal would see it; every one begins with a browser that has kept nothing."""

from __future__ import annotations

from playwright.sync_api import Browser, Request

from bench.portal.seed import name
from tests.browser.places import PLACES
from tests.browser.visitor import Visitor, visit
from tests.browser.world import PROJECT, World
from tests.support.server import Server

PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
CLICKED = r"""link => new Promise(resolve => {
    const began = performance.now();
    const isTag = row => /(^|\n)v\d+(\n|$)/.test(row.innerText);
    const look = () => [...document.querySelectorAll('.list-row')].some(isTag)
        ? resolve(performance.now() - began) : requestAnimationFrame(look);
    link.click();
    look();
})"""
SCROLLED = """box => new Promise(resolve => {
    const began = performance.now();
    let frames = 0;
    const step = () => {
        frames += 1;
        box.scrollTop += 120;
        const passed = performance.now() - began;
        if (passed < 3000) requestAnimationFrame(step); else resolve(frames * 1000 / passed);
    };
    requestAnimationFrame(step);
})"""


def script_bytes(browser: Browser, server: Server) -> float:
    """What the page for signing in fetches of script, as it travels."""
    fetched: list[Request] = []
    with visit(browser, server, None) as visitor:
        visitor.page.on("requestfinished", lambda request: fetched.append(request))
        visitor.open("/")
        return sum(one.sizes()["responseBodySize"] for one in fetched if one.resource_type == "script")


def first_paint(browser: Browser, server: Server, slowed: float) -> float:
    """Milliseconds until something is seen, on a processor slowed by the factor."""
    with visit(browser, server, None) as visitor:
        visitor.context.new_cdp_session(visitor.page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        visitor.open("/")
        return float(visitor.page.evaluate(PAINTED))


def artifact_requests(browser: Browser, made: World) -> int:
    """How often the API is asked for an artifact's page by somebody who comes from its repository."""
    places = {place.name: place.at(made) for place in PLACES}
    with visit(browser, made.server, "admin") as visitor:
        visitor.open(places["repository"])
        before = len(asked(visitor))
        visitor.link("latest").click()
        visitor.page.get_by_text(made.platforms).first.wait_for()
        visitor.settled()
        return len(asked(visitor)) - before


def first_rows(browser: Browser, server: Server, size: int) -> tuple[float, int]:
    """Milliseconds from the click on a repository to its first rows, and how often the API was asked."""
    with visit(browser, server, "admin") as visitor:
        visitor.open(f"/projects/{PROJECT}")
        before = len(asked(visitor))
        took = float(visitor.link(name(size)).evaluate(CLICKED))
        visitor.settled()
        return took, len(asked(visitor)) - before


def frames(browser: Browser, server: Server, size: int) -> float:
    """Frames a second while somebody scrolls for three seconds, 120 pixels a frame."""
    with visit(browser, server, "admin") as visitor:
        visitor.open(f"/projects/{PROJECT}/repositories/{name(size)}")
        return float(visitor.page.locator(".list-box").evaluate(SCROLLED))


def asked(visitor: Visitor) -> list[str]:
    """What was asked of the API."""
    return [one for one in visitor.requests if "/api/" in one]
