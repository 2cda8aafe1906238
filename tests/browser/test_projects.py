"""Projects: found, made, given to people, and what is pushed into them; by mouse and by keyboard."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.places import FRONTEND, Place
from tests.browser.world import PROJECT, World
from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.people import person, project


def test_a_project_is_made_by_keyboard_and_shows_how_to_push_the_first_image(
    visiting: Visit, site: World, language: str
) -> None:
    visitor = visiting("developer", language)
    name = f"fresh-{language}"
    visitor.open("/projects")
    visitor.press(visitor.button("projects.new"))
    visitor.type(visitor.field("projects.name"), name)
    visitor.page.keyboard.press("Enter")
    visitor.press(visitor.link(name))
    visitor.sees(visitor.t("firstPush.title"))
    visitor.sees(f"docker push {site.server.host}/{name}/hello-world:v1")
    visitor.page.get_by_label("podman", exact=True).check()
    visitor.sees(f"podman push {site.server.host}/{name}/hello-world:v1")
    with Client(Way(site.server)) as client:
        client.push_image(f"{name}/hello-world", "v1", b"hello")
    visitor.open(f"/projects/{name}")
    expect(visitor.link("hello-world")).to_be_visible()


def test_a_wrong_name_is_told_of_while_it_is_typed(visiting: Visit, language: str) -> None:
    visitor = visiting("developer", language)
    visitor.open("/projects")
    visitor.button("projects.new").click()
    visitor.field("projects.name").fill("Not A Name")
    expect(visitor.dialog().get_by_role("alert")).to_have_text(visitor.t("projects.nameRule"))
    expect(visitor.button("action.create")).to_be_disabled()
    visitor.field("projects.name").fill(PROJECT)
    visitor.button("action.create").click()
    told = {"en": f"project {PROJECT} exists already", "zh": "已存在"}
    expect(visitor.dialog().get_by_role("alert")).to_contain_text(told[language])


def test_a_search_is_in_the_address_and_a_colleague_sees_the_same(visiting: Visit, language: str) -> None:
    visitor = visiting("admin", language)
    visitor.open("/projects")
    visitor.page.get_by_role("searchbox").fill(PROJECT)
    expect(visitor.page).to_have_url(f"{visitor.server.url}/portal/projects?search={PROJECT}")
    visitor.misses(visitor.link("library"))
    colleague = visiting("guest", language)
    colleague.open(f"/projects?search={PROJECT}")
    expect(colleague.link(PROJECT)).to_be_visible()
    colleague.misses(colleague.link("library"))


def test_a_list_is_sorted_by_the_server_and_exported_as_a_whole(visiting: Visit, site: World, language: str) -> None:
    visitor = visiting("guest", language)
    visitor.open(f"/projects/{PROJECT}")
    visitor.page.get_by_role("button", name=visitor.t("repositories.name")).click()
    visitor.settled()
    assert any("sort=" in address for address in visitor.requests)
    with visitor.page.expect_download() as download:
        visitor.button("list.export").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    names = [row[0] for row in rows[1:]]
    assert f"{PROJECT}/web/frontend" in names
    assert len(names) == len(Api(site.server).get(f"/projects/{PROJECT}/repositories").json)


def test_a_member_is_added_changed_and_removed_by_keyboard(visiting: Visit, site: World, language: str) -> None:
    name = f"newcomer-{language}"
    person(site.server, name)
    team = f"team-{language}"
    project(Api(site.server), team)
    visitor = visiting("admin", language)
    visitor.open(f"/projects/{team}/members")
    visitor.press(visitor.button("members.add"))
    visitor.type(visitor.field("members.name"), name)
    visitor.page.keyboard.press("Escape")  # the list of suggestions
    if visitor.dialog().count() == 0:
        visitor.press(visitor.button("members.add"))
        visitor.type(visitor.field("members.name"), name)
    visitor.press(visitor.dialog().get_by_role("button", name=visitor.t("action.add")))
    role = visitor.field("members.roleOf", name=name)
    expect(role).to_have_value("2")
    role.select_option("3")
    visitor.settled()
    assert Api(site.server).get(f"/projects/{team}/members", entityname=name).json[0]["role_id"] == 3
    visitor.press(visitor.button("members.removeOf", name=name))
    visitor.press(visitor.dialog().get_by_role("button", name=visitor.t("action.remove")))
    visitor.misses(role)


def test_an_address_that_a_colleague_pastes_leads_to_the_artifact(visiting: Visit, site: World, language: str) -> None:
    visitor = visiting("guest", language)
    visitor.open(Place("", None, f"{FRONTEND}/{{image}}").at(site))
    visitor.sees(site.image)
    address = f"/projects/{PROJECT}/repositories/{quote('web/frontend', safe='')}"
    visitor.open(address)
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("web/frontend")
