"""Every setting can be set: in the file, in the environment over it, and some on the command line over both."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import get_args

import msgspec
import pytest
import yaml

from roadstead.settings import Section, Settings, SettingsError, load

WORDS = {
    "trusted_proxies": ("10.0.0.0/8", "::1 127.0.0.1"),
    "host": ("127.0.0.1", "::1"),
    "external_url": ("https://one.example.org", "https://two.example.org"),
    "database_url": ("sqlite:///one.db", "postgresql://two/db"),
    "tokens.algorithm": ("EdDSA", "ES256"),
    "log.level": ("debug", "error"),
    "log.access": ("none", "all"),
    "log.format": ("text", "json"),
}
PAIRS = {"tls.cert": "tls.key", "tls.key": "tls.cert"}
ELSEWHERE = ("data", "configuration", "configuration_overwrite")
"""What says where the file is; keys of the configuration, of which tests/api/test_configure.py tells."""


def every(section: type[Section] = Settings, above: str = "") -> Iterator[tuple[str, object, object]]:
    """(path, two values other than the default)."""
    for field in msgspec.structs.fields(section):
        path = f"{above}{field.name}"
        kinds = get_args(field.type) or (field.type,)
        if isinstance(field.type, type) and issubclass(field.type, Section):
            yield from every(field.type, f"{path}.")
        elif path in ELSEWHERE:
            continue
        elif bool in kinds:
            yield path, True, False
        elif int in kinds or float in kinds:
            yield path, 17, 23
        else:
            yield path, *WORDS.get(path, ("one", "two"))


def file(path: str, value: object) -> str:
    """The file's text that sets it, with what it does not go without."""
    section, _, name = path.rpartition(".")
    fields = {name: value, PAIRS.get(path, path).rpartition(".")[2]: value}
    return yaml.safe_dump({section: fields} if section else fields)


def variable(path: str) -> str:
    return f"ROADSTEAD_{path.replace('.', '_').upper()}"


@pytest.mark.parametrize(("path", "one", "two"), list(every()))
def test_the_environment_counts_before_the_file(tmp_path: Path, path: str, one: object, two: object) -> None:
    environ = {"ROADSTEAD_DATA": str(tmp_path)}
    default = attrgetter(path)(load(environ))
    (tmp_path / "roadstead.yml").write_text(file(path, one))
    assert attrgetter(path)(load(environ)) == one != default
    assert attrgetter(path)(load({**environ, variable(path): "false" if two is False else str(two)})) == two


def test_the_command_line_counts_before_both(tmp_path: Path) -> None:
    (tmp_path / "roadstead.yml").write_text("port: 1\ntls:\n  self_signed: false\n")
    environ = {"ROADSTEAD_DATA": str(tmp_path), "ROADSTEAD_PORT": "2"}
    found = load(environ, port=3, tls__self_signed=True, host=None)
    assert (found.port, found.tls.self_signed, found.host) == (3, True, Settings().host)


def test_harbors_name_of_the_password_counts(tmp_path: Path) -> None:
    environ = {"ROADSTEAD_DATA": str(tmp_path), "ROADSTEAD_ADMIN_PASSWORD": "a", "HARBOR_ADMIN_PASSWORD": "b"}
    assert load(environ).admin_password == "b"


@pytest.mark.parametrize("text", ["fly: 1", "limits:\n  fly: 1", "tls:\n  certificate: x"])
def test_what_is_no_setting_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "roadstead.yml").write_text(text)
    with pytest.raises(SettingsError, match=r"fly|certificate"):
        load({"ROADSTEAD_DATA": str(tmp_path)})
