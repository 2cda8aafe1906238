"""Texts that people and images bring are shown as texts (A17), and nobody is led to another site (A16)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.browser import world
from tests.browser.places import PLACES, Place
from tests.browser.vectors import batches, vectors
from tests.browser.visitor import Visitor, visit
from tests.browser.world import CHART_CONFIG, CHART_LAYER, PROJECT, World
from tests.support.api import Api
from tests.support.client import Client, Way
from tests.support.content import descriptor, encode, image, typed
from tests.support.layout import tar
from tests.support.server import Server

HEARD = "window.heard = []; window.ran = number => window.heard.push(number); window.alert = window.ran;"
PLANTED = "script, iframe, object, embed, marquee, details[ontoggle], base, meta[http-equiv], [href^='javascript:' i]"
ELSEWHERE = ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:ran(1)"]
WORDS = ["next", "redirect", "redirect_url", "return_to", "url", "to", "goto", "continue"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A registry whose every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    with Server.start(folder / "data") as server:
        made = world.build(server, folder)
        _describe(Api(server))
        with Client(Way(server)) as client:
            yield World(server, _image(client), made.platforms, _chart(client))


def _describe(admin: Api) -> None:
    """Every text field that takes one; what is refused cannot be shown."""
    taken = 0
    for number, text in enumerate(batches(1000)):
        person = {"username": f"u{number}", "password": "Right-password-1", "email": f"u{number}@example.org"}
        robot = {**world.ROBOT, "name": f"r{number}", "description": text}
        answers = [
            admin.post("/users", {**person, "realname": vectors()[number], "comment": text}),
            admin.post("/labels", {"name": vectors()[-number - 1][:128], "description": text, "scope": "g"}),
            admin.post("/labels", {"name": f"l{number}", "description": text, "color": text[:9], "scope": "g"}),
            admin.post("/robots", robot),
            admin.post("/usergroups", {"group_name": vectors()[number], "group_type": 2}),
            admin.put(f"/projects/{PROJECT}/repositories/web%252Ffrontend", {"description": text}),
            admin.put("/users/1", {"realname": vectors()[number], "email": "a@example.org", "comment": text}),
        ]
        taken += sum(answer.status < 300 for answer in answers)
    assert taken > 10


def _image(client: Client) -> str:
    """An image whose configuration, history and annotations say every vector."""
    repository, layer = f"{PROJECT}/web/frontend", b"layer"
    every = vectors()
    config = encode(
        {
            "architecture": every[0],
            "os": every[1],
            "os.version": every[2],
            "author": every[3],
            "created": every[4],
            "config": {
                "Env": [f"V{number}={vector}" for number, vector in enumerate(every)],
                "Cmd": every[:50],
                "Entrypoint": every[50:100],
                "Labels": {vector: vector for vector in every},
                "User": every[5],
                "WorkingDir": every[6],
            },
            "history": [{"created_by": vector, "comment": vector, "empty_layer": True} for vector in every],
        }
    )
    client.push_blob(repository, config)
    client.push_blob(repository, layer)
    manifest = image(layer, config=config, annotations={vector: vector for vector in every})
    return client.push_manifest(repository, "hostile", manifest)


def _chart(client: Client) -> str:
    """A chart whose readme, values and dependencies say every vector."""
    repository, every = f"{PROJECT}/charts/frontend", vectors()
    about = {"name": "frontend", "version": "6.6.6", "apiVersion": "v2", "description": every[0], "home": every[8]}
    config = encode({**about, "dependencies": [{"name": one, "version": one, "repository": one} for one in every]})
    files = {
        "frontend/Chart.yaml": config,
        "frontend/README.md": "\n\n".join(every).encode(),
        "frontend/values.yaml": "".join(f"v{n}: {encode(one).decode()}\n" for n, one in enumerate(every)).encode(),
    }
    package = gzip.compress(tar(files))
    client.push_blob(repository, config)
    client.push_blob(repository, package)
    return client.push_manifest(repository, "6.6.6", typed(CHART_CONFIG, config, (descriptor(package, CHART_LAYER),)))


def harmless(visitor: Visitor) -> None:
    """Nothing ran, nothing was planted into the page, and nothing was asked of anybody else."""
    assert visitor.page.evaluate("() => window.heard") == []
    assert visitor.page.locator("#root").locator(PLANTED).count() == 0
    assert [one for one in visitor.requests if not one.startswith((visitor.server.url, "data:"))] == []
    assert visitor.page.url.startswith(f"{visitor.server.url}/portal/")


def test_there_are_as_many_vectors_as_were_promised() -> None:
    assert len(set(vectors())) == 300


# Without its policy the page has nothing but itself to keep a script from running.
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_text_runs_on_any_page_even_without_the_policy(place: Place, chromium: Browser, hostile: World) -> None:
    who = "admin" if place.who else None
    with visit(chromium, hostile.server, who, bypass_csp=True) as visitor:
        visitor.context.add_init_script(HEARD)
        visitor.open(place.at(hostile))
        harmless(visitor)


def test_no_address_runs_what_it_says(chromium: Browser, hostile: World) -> None:
    with visit(chromium, hostile.server, "admin", bypass_csp=True) as visitor:
        visitor.context.add_init_script(HEARD)
        said = [quote("".join(vectors()[at :: len(vectors()) // 20]), safe="") for at in range(10)]
        for text in said:
            visitor.open(f"/projects?search={text}&sort={text}&tab={text}#{text}")
            harmless(visitor)
        for vector in vectors()[::25]:
            visitor.open(f"/projects/{quote(vector, safe='')}")
            harmless(visitor)


def test_the_policy_keeps_a_planted_script_from_running(chromium: Browser, hostile: World) -> None:
    with visit(chromium, hostile.server, "admin") as visitor:
        visitor.context.add_init_script(HEARD)
        visitor.open("/projects")
        visitor.page.evaluate("every => { document.querySelector('main').innerHTML = every.join('') }", vectors())
        visitor.page.evaluate(
            """() => {
                const script = document.createElement('script');
                script.textContent = 'ran(-1)';
                document.body.append(script);
            }"""
        )
        visitor.page.wait_for_timeout(300)
        assert visitor.page.evaluate("() => window.heard") == []
        assert visitor.complaints  # the browser tells of each that it kept from running
        visitor.complaints.clear()


def test_nobody_who_signs_in_is_led_to_another_site(chromium: Browser, hostile: World) -> None:
    with visit(chromium, hostile.server, None) as visitor:
        visitor.context.add_init_script(HEARD)
        for where in ELSEWHERE:
            query = "&".join(f"{word}={quote(where, safe='')}" for word in WORDS)
            visitor.context.clear_cookies()
            visitor.open(f"/sign-in?{query}")
            visitor.field("signIn.name").fill("guest")
            visitor.field("signIn.password").fill("Right-password-1")
            visitor.page.keyboard.press("Enter")
            visitor.link("guest").wait_for()
            visitor.settled()
            harmless(visitor)


@pytest.mark.parametrize("where", [*ELSEWHERE, "%2F%2Fevil.example", "%5Cevil.example", "https:evil.example"])
def test_no_address_of_the_portal_leads_to_another_site(where: str, chromium: Browser, hostile: World) -> None:
    with visit(chromium, hostile.server, "guest") as visitor:
        visitor.context.add_init_script(HEARD)
        for path in (f"/{where}", f"/projects/{where}", f"/sign-in/{where}"):
            visitor.open(path)
            harmless(visitor)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_no_answer_sends_a_browser_elsewhere(where: str, hostile: World) -> None:
    nobody = Api(hostile.server, None)
    for word in WORDS:
        for path in ("/portal", "/c/log_out"):
            answer = nobody.get(path, {"Host": "evil.example"}, **{word: where})
            assert answer.headers.get("location", "/portal/") == "/portal/"
