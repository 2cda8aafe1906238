"""Tags and artifacts: found, compared, named, labelled, copied and deleted; by mouse and by keyboard."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.places import FRONTEND, Place
from tests.browser.visitor import Visitor
from tests.browser.world import IMMUTABLE, PROJECT, World
from tests.support import content
from tests.support.api import Api
from tests.support.artifacts import listed
from tests.support.client import Client, Way
from tests.support.people import project

HERE = Place("", None, FRONTEND)


@pytest.fixture
def own(site: World, language: str, request: pytest.FixtureRequest) -> str:
    """A project of its own, with `app`: tags b0 … b24 and 2.0, which is immutable."""
    name = f"own-{request.node.originalname.removeprefix('test_').replace('_', '-')[:40]}-{language}"
    admin = Api(site.server)
    project(admin, name)
    assert admin.post(f"/projects/{name}/immutabletagrules", IMMUTABLE).status == 201
    with Client(Way(site.server)) as client:
        body = client.push_image(f"{name}/app", "2.0", content.noise(name))
        for number in range(25):
            client.push_manifest(f"{name}/app", f"b{number}", body)
    return name


def test_two_tags_are_found_chosen_and_compared_by_keyboard(visiting: Visit, site: World, language: str) -> None:
    visitor = visiting("admin", language)
    visitor.open(HERE.at(site))
    visitor.type(visitor.page.get_by_role("searchbox"), "1.3.1")
    for tag in ("1.3.1", "1.3.10"):
        visitor.press(visitor.field("list.select", what=tag), "Space")
    visitor.press(visitor.link(visitor.t("compare.action")))
    visitor.settled()
    visitor.sees(visitor.t("compare.layers"))
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("1.3.10")


def test_an_artifact_is_shown_whole_by_few_requests(visiting: Visit, site: World, language: str) -> None:
    visitor = visiting("guest", language)
    visitor.open(f"{HERE.at(site)}/1.4.2")
    asked = [one for one in visitor.requests if "/api/" in one and not one.endswith("/events")]
    assert len(asked) <= 3, asked
    visitor.sees(f"docker pull {site.server.host}/{PROJECT}/web/frontend:1.4.2")
    visitor.field("artifact.byDigest").check()
    visitor.sees(f"docker pull {site.server.host}/{PROJECT}/web/frontend@{site.image}")
    visitor.sees(visitor.t("accessory.signature.notation"))
    visitor.misses(visitor.button("action.delete"))
    visitor.misses(visitor.button("tags.add"))


def test_a_platform_of_an_index_is_one_step_away(visiting: Visit, site: World, language: str) -> None:
    visitor = visiting("guest", language)
    visitor.open(f"{HERE.at(site)}/latest")
    visitor.page.get_by_role("row").filter(has_text="linux/arm64").get_by_role("link").click()
    visitor.settled()
    visitor.sees(visitor.t("related.indexes"))
    expect(visitor.link(site.platforms[:19])).to_be_visible()


def test_an_artifact_is_tagged_and_labelled_by_keyboard(visiting: Visit, site: World, language: str, own: str) -> None:
    visitor = visiting("admin", language)
    visitor.open(f"/projects/{own}/repositories/app/b1")
    visitor.press(visitor.button("tags.add"))
    name = visitor.dialog().get_by_role("textbox")
    visitor.type(name, ".wrong")
    expect(visitor.dialog().get_by_role("alert")).to_have_text(visitor.t("tags.rule"))
    name.fill("")
    visitor.type(name, "fine")
    visitor.page.keyboard.press("Enter")
    visitor.press(visitor.button("tags.historyOf", name="fine"))
    expect(visitor.dialog().get_by_role("row")).to_have_count(2)
    visitor.press(visitor.dialog().get_by_role("button", name=visitor.t("action.close")))
    visitor.field("labels.putOn").focus()
    visitor.settled()
    visitor.field("labels.putOn").select_option(label="approved")
    visitor.tab_to(visitor.button("labels.takeOff", name="approved"), most=200)
    visitor.page.keyboard.press("Enter")
    visitor.misses(visitor.button("labels.takeOff", name="approved"))
    visitor.tab_to(visitor.button("tags.removeOf", name="fine"), most=200)
    visitor.page.keyboard.press("Enter")
    visitor.press(visitor.dialog().get_by_role("button", name=visitor.t("action.remove")))
    visitor.misses(visitor.button("tags.removeOf", name="fine"))
    visitor.misses(visitor.button("tags.removeOf", name="2.0"))


def test_all_that_match_are_deleted_and_what_a_rule_keeps_is_told(
    visiting: Visit, site: World, language: str, own: str
) -> None:
    visitor = visiting("admin", language)
    visitor.open(f"/projects/{own}/repositories/app")
    choose_all(visitor, 26)
    visitor.button("action.delete").click()
    sure = visitor.dialog().get_by_role("button", name=visitor.t("action.delete"))
    expect(sure).to_be_disabled()
    visitor.field("confirm.type", name="app").fill("app")
    sure.click()
    visitor.sees(visitor.t("deletion.count", count=25))
    told = {"en": "immutable in", "zh": "受不可变规则保护"}
    visitor.sees(told[language])
    visitor.dialog().get_by_role("button", name=visitor.t("action.close")).click()
    visitor.misses(visitor.link("b1"))
    expect(visitor.link("2.0")).to_be_visible()
    admin = Api(site.server)
    assert [tag["name"] for one in listed(admin, f"{own}/app", with_tag=True) for tag in one["tags"]] == ["2.0"]
    assert len(admin.get(f"/projects/{own}/trash", page_size=100).json) == 25


def test_an_artifact_is_copied_into_another_project(visiting: Visit, site: World, language: str, own: str) -> None:
    visitor = visiting("admin", language)
    visitor.open(f"/projects/{own}/repositories/app/b1")
    visitor.button("copy.action").click()
    visitor.field("copy.project").fill("library")
    visitor.field("copy.repository").fill(f"copied/{language}")
    visitor.dialog().get_by_role("button", name=visitor.t("action.copy")).click()
    visitor.page.wait_for_url(f"**/projects/library/repositories/{quote(f'copied/{language}', safe='')}/**")
    visitor.settled()
    visitor.sees(f"docker pull {site.server.host}/library/copied/{language}:b1")


@pytest.mark.parametrize("who", ["guest", "developer"])
def test_who_may_not_delete_is_not_offered_it(visiting: Visit, site: World, language: str, who: str) -> None:
    visitor = visiting(who, language)
    for path in (HERE.at(site), f"{HERE.at(site)}?tab=artifacts"):
        visitor.open(path)
        visitor.misses(visitor.button("repository.delete"))
        visitor.misses(visitor.page.get_by_role("checkbox", name=visitor.t("list.selectShown")))


def choose_all(visitor: Visitor, count: int) -> None:
    """All rows that the list has, beginning with one."""
    visitor.field("list.select", what="b1").check()
    visitor.button("chosen.all", count=count).click()
    visitor.sees(visitor.t("chosen.count", count=count))
