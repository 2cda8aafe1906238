"""What a project owns beside its repositories, and somebody's own page; by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.world import World
from tests.support import content
from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.people import PASSWORD, join, person, project


@pytest.fixture
def own(site: World, language: str, request: pytest.FixtureRequest) -> str:
    """A project with `app`: v1, v2, main; whose administrator has its name."""
    name = f"tab-{request.node.originalname.removeprefix('test_').replace('_', '-')[:30].strip('-')}-{language}"
    admin = Api(site.server)
    project(admin, name)
    person(site.server, name)
    join(admin, name, name, "projectAdmin")
    with Client(Way(site.server)) as client:
        for tag in ("v1", "v2", "main"):
            client.push_image(f"{name}/app", tag, content.noise(name + tag))
    return name


def test_a_robot_is_made_its_secret_told_once_and_changed(visiting: Visit, own: str, language: str) -> None:
    visitor = visiting(own, language)
    visitor.open(f"/projects/{own}/robots")
    visitor.press(visitor.button("robots.new"))
    visitor.type(visitor.dialog().get_by_label(visitor.t("members.name"), exact=True), "ci")
    expect(visitor.button("action.create")).to_be_disabled()
    visitor.press(visitor.button("robots.pullAndPush"))
    visitor.press(visitor.button("action.create"))
    robot = f"robot${own}+ci"
    visitor.sees(visitor.t("robots.secretOf", name=robot))
    first = visitor.dialog().locator("code").last.inner_text()
    visitor.press(visitor.button("robots.secretKept"))
    visitor.press(visitor.button("robots.rotateOf", name=robot))
    visitor.field("robots.overlap").select_option("3600")
    visitor.button("robots.rotate").click()
    visitor.sees(visitor.t("robots.secretOf", name=robot))
    second = visitor.dialog().locator("code").last.inner_text()
    assert second != first
    for secret in (first, second):
        signed = Api(visitor.server, robot, secret).get(f"/projects/{own}/repositories")
        assert signed.status == 200, signed.body
    visitor.button("robots.secretKept").click()
    visitor.button("robots.disableOf", name=robot).click()
    visitor.sees(visitor.t("robots.disabled"))
    assert Api(visitor.server, robot, second).get(f"/projects/{own}/repositories").status == 401


def test_a_label_gets_a_color_and_goes_again(visiting: Visit, own: str, language: str) -> None:
    visitor = visiting(own, language)
    visitor.open(f"/projects/{own}/labels")
    visitor.button("labels.new").click()
    visitor.dialog().get_by_label(visitor.t("members.name"), exact=True).fill("stable")
    visitor.dialog().get_by_role("radio").nth(2).check()
    visitor.button("action.create").click()
    visitor.button("labels.deleteOf", name="stable").click()
    visitor.button("action.delete").last.click()
    visitor.sees(visitor.t("labels.none"))


def test_a_rule_shows_which_tags_it_is_about_while_it_is_written(visiting: Visit, own: str, language: str) -> None:
    visitor = visiting(own, language)
    visitor.open(f"/projects/{own}/immutability")
    visitor.button("rules.new").click()
    visitor.dialog().get_by_label(visitor.t("rules.tags"), exact=True).fill("v*")
    visitor.sees(visitor.t("rules.matchCount", count=2, seen=3))
    visitor.misses(visitor.dialog().get_by_text("app:main"))
    visitor.button("action.save").click()
    expect(visitor.button("rules.deleteOf", number=1)).to_be_visible()
    assert (
        Api(visitor.server, own, PASSWORD).delete(f"/projects/{own}/repositories/app/artifacts/v1/tags/v1").status
        == 412
    )


def test_retention_is_tried_before_it_removes_anything(visiting: Visit, own: str, language: str) -> None:
    visitor = visiting(own, language)
    visitor.open(f"/projects/{own}/retention")
    visitor.button("rules.new").click()
    visitor.field("retention.number").fill("none")
    expect(visitor.button("action.save")).to_be_disabled()
    visitor.field("retention.number").fill("1")
    visitor.button("action.save").click()
    visitor.button("retention.try").click()
    visitor.button("retention.logOf", repository=f"{own}/app").click()
    visitor.sees(visitor.t("retention.logOf", repository=f"{own}/app"))
    visitor.button("action.close").click()
    row = visitor.page.get_by_role("row").filter(has=visitor.page.get_by_role("rowheader", name=f"{own}/app"))
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    expect(row.get_by_role("cell").nth(2)).to_have_text("2")
    assert len(Api(visitor.server, own, PASSWORD).get(f"/projects/{own}/repositories/app/artifacts").json) == 3


def test_what_was_deleted_comes_back_from_the_trash(visiting: Visit, own: str, language: str) -> None:
    visitor = visiting(own, language)
    api = Api(visitor.server, own, PASSWORD)
    assert api.delete(f"/projects/{own}/repositories/app").status == 200
    visitor.open(f"/projects/{own}/trash")
    visitor.press(visitor.page.get_by_role("button").filter(has_text=visitor.t("trash.restore")).first)
    visitor.press(visitor.dialog().get_by_role("button", name=visitor.t("trash.restore"), exact=True))
    visitor.sees(visitor.t("trash.none"))
    assert len(api.get(f"/projects/{own}/repositories/app/artifacts").json) == 3


def test_a_project_goes_once_it_is_empty_and_its_name_was_typed(visiting: Visit, own: str, language: str) -> None:
    visitor = visiting(own, language)
    visitor.open(f"/projects/{own}/settings")
    expect(visitor.button("settings.delete")).to_be_disabled()
    assert Api(visitor.server, own, PASSWORD).delete(f"/projects/{own}/repositories/app").status == 200
    visitor.open(f"/projects/{own}/settings")
    visitor.button("settings.delete").click()
    expect(visitor.dialog().get_by_role("button", name=visitor.t("settings.delete"))).to_be_disabled()
    visitor.field("confirm.type", name=own).fill(own)
    visitor.dialog().get_by_role("button", name=visitor.t("settings.delete")).click()
    expect(visitor.page).to_have_url(f"{visitor.server.url}/portal/projects")
    assert Api(visitor.server).get("/projects", name=own).json == []


def test_a_guest_sees_no_button_for_what_a_guest_may_not_do(visiting: Visit, own: str, language: str) -> None:
    visitor = visiting("guest", language)
    join(Api(visitor.server), own, "guest", "guest")
    visitor.open(f"/projects/{own}/labels")
    visitor.sees(visitor.t("labels.none"))
    visitor.misses(visitor.button("labels.new"))
    for tab in ("trash", "immutability", "retention", "logs", "settings"):
        visitor.misses(visitor.link(visitor.t(f"project.{tab}")))


def test_somebody_changes_their_password_and_ends_a_session(visiting: Visit, own: str, language: str) -> None:
    other = visiting(own, language)
    other.open("/")
    visitor = visiting(own, language)
    visitor.open("/me")
    visitor.button("me.endOthers").click()
    visitor.misses(visitor.button("me.endOthers"))
    visitor.field("me.oldPassword").fill(PASSWORD)
    visitor.field("password.new").fill("Another-password-1")
    visitor.button("me.changePassword").click()
    visitor.sees(visitor.t("signIn.again"))
    assert Api(visitor.server, own, "Another-password-1").get("/users/current").status == 200
