"""The challenge's text: what is in it, and what never is."""

from __future__ import annotations

import re

import pytest

from roadstead.domain.access.challenge import scope_text, unauthorized
from roadstead.settings import Settings

SETTINGS = Settings(external_url="https://reg.example.org/")
FIELD = re.compile(r'(\w+)="([^"\\]*)"')


def challenge(scope: str | None = None, error: str | None = None, settings: Settings = SETTINGS) -> str:
    refusal = unauthorized(settings, scope, error)
    assert refusal.status == 401
    ((name, value),) = refusal.headers
    assert name == b"www-authenticate"
    return value.decode()


def test_its_fields_in_the_form_of_rfc_6750() -> None:
    text = challenge("repository:a/b:pull", "insufficient_scope")
    assert text == (
        'Bearer realm="https://reg.example.org/service/token",service="harbor-registry",'
        'scope="repository:a/b:pull",error="insufficient_scope"'
    )
    assert dict(FIELD.findall(challenge())) == {
        "realm": "https://reg.example.org/service/token",
        "service": "harbor-registry",
    }


@pytest.mark.parametrize(
    ("action", "text"),
    [("pull", "repository:a/b:pull"), ("push", "repository:a/b:pull,push"), ("delete", "repository:a/b:delete")],
)
def test_the_scope_that_a_client_should_ask_for(action: str, text: str) -> None:
    assert scope_text("a/b", action) == text


@pytest.mark.parametrize("name", ['a/b"', "a/b\r\nset-cookie: x", "a/b\\", "a/b,realm=x", "A/b", "", "a/é"])
def test_a_name_that_is_none_is_not_echoed(name: str) -> None:
    assert scope_text(name, "pull") is None


def test_nothing_ends_a_quoted_string_early() -> None:
    text = challenge('x",realm="https://evil.example.org/\r\nset-cookie: a=b\\')
    assert "\r" not in text
    assert "\n" not in text
    assert dict(FIELD.findall(text))["realm"] == "https://reg.example.org/service/token"
    assert text.count('"') == 6
