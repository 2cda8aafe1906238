"""The portal's page, scripts and styles: who may read them, what guards them, and that nothing else is given out."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.support.api import Answer, Api
from tests.support.server import Server

ASSET = re.compile(rb"/portal/(assets/[^\"]+)")


@pytest.fixture
def nobody(server: Server) -> Api:
    return Api(server, None)


def ask(caller: Api, path: str, **headers: str) -> Answer:
    return caller.call("GET", f"/portal/{path}", headers=headers)


def policy(answer: Answer) -> dict[str, list[str]]:
    """Directive → its sources."""
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";")]
    return {name: sources for name, *sources in parts}


def test_every_address_of_the_portal_gives_the_same_page(nobody: Api) -> None:
    first = ask(nobody, "")
    assert first.status == 200
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    for path in ("projects/shop", "projects/a/repositories/b%2Fc", "sign-in?x=1", "admin/users", "%2e%2e/%2e%2e"):
        assert ask(nobody, path).body == first.body


def test_the_page_is_asked_for_again_and_what_carries_a_hash_is_kept(nobody: Api) -> None:
    page = ask(nobody, "")
    assert page.headers["cache-control"] == "no-cache"
    names = ASSET.findall(page.body)
    assert names
    for name in names:
        asset = ask(nobody, name.decode())
        assert asset.status == 200
        assert "immutable" in asset.headers["cache-control"]
        assert re.match(r"text/(javascript|css); charset=utf-8", asset.headers["content-type"])


def test_no_script_or_style_but_our_own_runs_and_nobody_frames_the_page(nobody: Api) -> None:
    page = ask(nobody, "")
    held = policy(page)
    assert held["default-src"] == ["'none'"]
    assert held["script-src"] == held["style-src"] == held["connect-src"] == ["'self'"]
    assert held["frame-ancestors"] == held["base-uri"] == ["'none'"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["x-frame-options"] == "DENY"
    assert b"<script>" not in page.body
    assert b"style=" not in page.body
    # Nothing is fetched from anybody else.
    assert b"//" not in page.body


def test_whoever_takes_gzip_gets_it(nobody: Api) -> None:
    plain, packed = ask(nobody, ""), ask(nobody, "", **{"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["vary"] == packed.headers["vary"] == "accept-encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body)


@pytest.mark.parametrize(
    "name",
    [
        "assets/",
        "assets/.",
        "assets/..",
        "assets/../index.html",
        "assets/../../web.py",
        "assets/..%2f..%2fweb.py",
        "assets/%2e%2e/%2e%2e/web.py",
        "assets//etc/passwd",
        "assets/..\\..\\web.py",
        "assets/absent.js",
        "assets/a%00.js",
        "assets/" + "a" * 1000,
    ],
)
def test_nothing_but_the_made_files_is_given_out(nobody: Api, name: str) -> None:
    answer = ask(nobody, name)
    assert answer.status == 404
    assert answer.error[1] == "NOT_FOUND"


def test_people_who_open_the_registry_are_led_to_the_portal(nobody: Api) -> None:
    answer = nobody.get("/portal")
    assert (answer.status, answer.headers["location"]) == (302, "/portal/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_portals_files_are_only_read(nobody: Api, method: str) -> None:
    answer = nobody.call(method, "/portal/")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET"
