"""A setting that cannot be is refused at start, by name: nothing is taken for something else, or for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from roadstead.settings import Limits, SettingsError, load


def refused(environ: dict[str, str], *words: str) -> None:
    with pytest.raises(SettingsError) as failure:
        load(environ)
    for word in words:
        assert word in str(failure.value)


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "-inf", "many", "1e400"])
@pytest.mark.parametrize("name", ["limits.header_seconds", "limits.drain_seconds", "limits.connections", "threads"])
def test_a_number_is_above_zero_and_has_an_end(tmp_path: Path, name: str, value: str) -> None:
    refused({"ROADSTEAD_DATA": str(tmp_path), f"ROADSTEAD_{name.replace('.', '_').upper()}": value}, name)


@pytest.mark.parametrize("text", ["{", "[]", '{"token_expiration": [1]}', "null"])
def test_keys_that_overwrite_are_an_object(tmp_path: Path, text: str) -> None:
    refused({"ROADSTEAD_DATA": str(tmp_path), "CONFIG_OVERWRITE_JSON": text}, "CONFIG_OVERWRITE_JSON")


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    """Else the defaults would be taken for what somebody has written."""
    file = tmp_path / "elsewhere.yml"
    refused({"ROADSTEAD_DATA": str(tmp_path), "ROADSTEAD_CONFIG": str(file)}, str(file))
    file.write_text("port: 81\n")
    assert load({"ROADSTEAD_DATA": str(tmp_path), "ROADSTEAD_CONFIG": str(file)}).port == 81


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "roadstead.yml"
    file.write_bytes(b"host: \xff\xfe\n")
    refused({"ROADSTEAD_DATA": str(tmp_path)}, str(file), "UTF-8")
    file.unlink()
    file.mkdir()
    refused({"ROADSTEAD_DATA": str(tmp_path)}, str(file))


def test_a_section_in_which_nothing_is_set(tmp_path: Path) -> None:
    """As one is whose every line is a comment."""
    (tmp_path / "roadstead.yml").write_text("limits:\n  # page: 5\nport: 82\n")
    environ = {"ROADSTEAD_DATA": str(tmp_path)}
    assert load(environ).limits == Limits()
    assert load({**environ, "ROADSTEAD_LIMITS_PAGE": "7"}).limits.page == 7


@pytest.mark.parametrize("section", ["text", "5", "[1, 2]"])
def test_a_section_that_is_none(tmp_path: Path, section: str) -> None:
    (tmp_path / "roadstead.yml").write_text(f"limits: {section}\n")
    refused({"ROADSTEAD_DATA": str(tmp_path), "ROADSTEAD_LIMITS_PAGE": "7"}, "limits")
