"""What configurations say, whoever wrote them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadstead.domain.catalog.examine_config import KEPT, attributes

PLATFORM = {"architecture": "arm64", "os": "linux", "author": "ann", "created": "2024-05-01T12:00:00.5Z"}
SETTINGS = {
    "Cmd": ["/bin/serve"],
    "Env": ["PATH=/bin"],
    "Entrypoint": ["/entry"],
    "ExposedPorts": {"80/tcp": {}},
    "Labels": {"org.opencontainers.image.title": "Straße"},
    "User": "1000",
    "Volumes": {"/data": {}},
    "WorkingDir": "/srv",
}


def said(kind: str, config: object) -> object:
    """What is kept of a configuration."""
    text = attributes(kind, config if isinstance(config, bytes) else json.dumps(config).encode())
    return None if text is None else json.loads(text)


def test_an_image_tells_its_platform_and_its_settings() -> None:
    history = [{"created_by": "RUN x"}]
    assert said("IMAGE", {**PLATFORM, "config": SETTINGS, "history": history}) == {**PLATFORM, "config": SETTINGS}


def test_an_image_that_says_little() -> None:
    assert said("IMAGE", {"os": "linux", "author": None, "config": None}) == {
        "architecture": "",
        "os": "linux",
        "author": "",
    }


def test_a_chart_tells_everything() -> None:
    chart = {"name": "greeter", "version": "1.2.0", "appVersion": "7", "maintainers": [{"name": "ann"}], "home": "x"}
    assert said("CHART", chart) == chart


def test_settings_that_are_too_much_are_left_out() -> None:
    assert said("IMAGE", {**PLATFORM, "config": {"Labels": {"x": "y" * KEPT}}}) == PLATFORM
    assert said("CHART", {"name": "y" * KEPT}) is None


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b'{"a":' * 100_000,
        b'{"a":1e999}',
        b'{"a":"\\ud800"}',
        b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_broken_says_nothing(broken: bytes) -> None:
    assert attributes("CHART", broken) is None


@pytest.mark.parametrize("odd", [3, [], {}, [1], True, {"config": 1}])
def test_wrong_types_in_an_image_are_passed_over(odd: object) -> None:
    config = {"architecture": odd, "os": "linux", "config": [odd], "author": odd}
    assert said("IMAGE", config) == {"architecture": "", "os": "linux", "author": ""}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@given(st.sampled_from(["IMAGE", "CHART", "UNKNOWN"]), st.dictionaries(st.text(max_size=12), json_values) | json_values)
def test_whatever_is_kept_is_an_object_of_json(kind: str, config: object) -> None:
    kept = said(kind, config)
    assert kept is None or isinstance(kept, dict)


@given(st.binary(max_size=200))
def test_any_bytes_are_taken(config: bytes) -> None:
    assert said("IMAGE", config) is None or config.strip().startswith(b"{")
