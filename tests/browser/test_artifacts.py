"""Artifacts: tagged by keyboard, deleted and had back, and not touched by those who may only look."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.places import FRONTEND, Place
from tests.browser.world import PROJECT, World
from tests.support.api import Api
from tests.support.artifacts import listed
from tests.support.client import Client, Way
from tests.support.content import digest


def pushed(site: World, name: str) -> tuple[str, str]:
    """A new image of its own repository: the address of its page, and its digest."""
    with Client(Way(site.server)) as client:
        made = digest(client.push_image(f"{PROJECT}/{name}", "v1", name.encode()))
    return f"/projects/{PROJECT}/repositories/{quote(name, safe='')}/{quote(made)}", made


def test_an_artifact_gets_a_tag_by_keyboard(visiting: Visit, site: World, language: str) -> None:
    name = f"tagged-{language}"
    address, _ = pushed(site, name)
    visitor = visiting("maintainer", language)
    visitor.open(address)
    visitor.press(visitor.button("tags.add"))
    visitor.type(visitor.dialog().get_by_label(visitor.t("tags.name")), "v2")
    visitor.page.keyboard.press("Enter")
    visitor.misses(visitor.dialog())
    tags = listed(Api(site.server), f"{PROJECT}/{name}")[0]["tags"]
    assert {tag["name"] for tag in tags} == {"v1", "v2"}


def test_what_was_deleted_is_had_back_from_the_trash(visiting: Visit, site: World, language: str) -> None:
    name = f"deleted-{language}"
    address, made = pushed(site, name)
    visitor = visiting("projectAdmin", language)
    visitor.open(address)
    visitor.button("action.delete").first.click()
    expect(visitor.dialog()).to_contain_text(visitor.t("deletion.trash"))
    visitor.dialog().get_by_role("button", name=visitor.t("action.delete"), exact=True).click()
    visitor.misses(visitor.dialog())
    assert listed(Api(site.server), f"{PROJECT}/{name}") == []
    visitor.open(f"/projects/{PROJECT}/trash")
    row = visitor.page.get_by_role("row").filter(has_text=name).first
    row.get_by_role("button", name=visitor.t("trash.restore")).first.click()
    visitor.dialog().get_by_role("button", name=visitor.t("trash.restore"), exact=True).click()
    visitor.misses(visitor.dialog())
    assert [one["digest"] for one in listed(Api(site.server), f"{PROJECT}/{name}")] == [made]


@pytest.mark.parametrize("who", ["guest", "limitedGuest"])
def test_what_somebody_may_not_do_is_not_shown(visiting: Visit, site: World, who: str, language: str) -> None:
    visitor = visiting(who, language)
    visitor.open(Place("", who, f"{FRONTEND}/{{image}}").at(site))
    visitor.sees(site.image)
    visitor.misses(visitor.button("tags.add"))
    visitor.misses(visitor.button("action.delete"))


def test_administration_answers_nobody_else(visiting: Visit, language: str) -> None:
    visitor = visiting("projectAdmin", language)
    visitor.open("/admin/users")
    expect(visitor.page.get_by_role("alert").first).to_be_visible()
    visitor.misses(visitor.page.get_by_text("stranger@example.org"))
