"""People come in by keyboard or mouse, in their language, go out, and go on after their session has ended."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.browser.world import PROJECT
from tests.support.people import PASSWORD


def sign_in(visitor: Visitor, name: str, password: str = PASSWORD) -> None:
    visitor.field("signIn.name").fill(name)
    visitor.field("signIn.password").fill(password)
    visitor.page.locator("form").get_by_role("button", name=visitor.t("signIn.action")).click()


def test_somebody_signs_in_and_out(visiting: Visit, language: str) -> None:
    visitor = visiting(None, language)
    visitor.open("/")
    assert visitor.page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-CN"}[language]
    sign_in(visitor, "developer")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(visitor.t("home.title"))
    visitor.button("shell.signOut").click()
    expect(visitor.field("signIn.password")).to_be_visible()
    visitor.open("/")
    expect(visitor.field("signIn.password")).to_be_visible()


def test_somebody_signs_in_by_keyboard_alone(visiting: Visit, language: str) -> None:
    visitor = visiting(None, language)
    visitor.open("/sign-in")
    visitor.type(visitor.field("signIn.name"), "guest")
    visitor.type(visitor.field("signIn.password"), PASSWORD)
    visitor.page.keyboard.press("Enter")
    expect(visitor.link("guest")).to_be_visible()
    visitor.press(visitor.button("shell.signOut"))
    expect(visitor.field("signIn.password")).to_be_visible()


def test_a_wrong_password_is_told_of_in_words(visiting: Visit, language: str) -> None:
    visitor = visiting(None, language)
    visitor.open("/sign-in")
    sign_in(visitor, "developer", "Wrong-password-1")
    told = {"en": "the user name or the password is not right", "zh": visitor.t("refusal.UNAUTHORIZED")}
    expect(visitor.page.get_by_role("alert")).to_contain_text(told[language])
    assert "developer" in visitor.field("signIn.name").input_value()


def test_the_language_is_changed_at_once_and_kept(visiting: Visit) -> None:
    visitor = visiting("guest")
    visitor.open("/projects")
    visitor.page.get_by_role("button", name="简体中文").click()
    visitor.language = "zh"
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(visitor.t("projects.title"))
    visitor.open("/projects")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(visitor.t("projects.title"))


def test_what_was_written_survives_the_end_of_a_session(visiting: Visit, language: str) -> None:
    visitor = visiting("developer", language)
    visitor.open("/projects")
    visitor.button("projects.new").click()
    name = f"survivor-{language}"
    visitor.field("projects.name").fill(name)
    visitor.context.clear_cookies()
    visitor.button("action.create").click()
    again = visitor.page.get_by_role("dialog", name=visitor.t("signIn.again"))
    again.get_by_label(visitor.t("signIn.name")).fill("developer")
    again.get_by_label(visitor.t("signIn.password")).fill(PASSWORD)
    again.get_by_role("button", name=visitor.t("signIn.action")).click()
    expect(visitor.link(name)).to_be_visible()


@pytest.mark.parametrize("who", ["projectAdmin", "maintainer", "developer", "guest", "limitedGuest"])
def test_each_role_sees_the_project_and_no_administration(visiting: Visit, who: str, language: str) -> None:
    visitor = visiting(who, language)
    visitor.open("/projects")
    expect(visitor.link(PROJECT)).to_be_visible()
    visitor.misses(visitor.link(visitor.t("admin.users")))


def test_a_stranger_is_told_that_there_is_nothing(visiting: Visit, language: str) -> None:
    visitor = visiting("stranger", language)
    visitor.open("/projects")
    expect(visitor.link("library")).to_be_visible()
    visitor.misses(visitor.link(PROJECT))
    visitor.open(f"/projects/{PROJECT}")
    expect(visitor.page.get_by_role("alert")).to_be_visible()


def test_without_a_network_the_page_says_so(visiting: Visit, language: str) -> None:
    visitor = visiting("guest", language)
    visitor.open("/projects")
    visitor.context.set_offline(True)
    visitor.sees(visitor.t("offline.told"))
    visitor.context.set_offline(False)
    visitor.misses(visitor.page.get_by_text(visitor.t("offline.told")))
