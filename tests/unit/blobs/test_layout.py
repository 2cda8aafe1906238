"""The data folder is what `docs/architecture.md` says: each line is found, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.client import Client, Way
from tests.support.content import noise
from tests.support.server import Server

PAGE = Path(__file__).parents[3] / "docs" / "architecture.md"
# How the page writes what differs, and what that is.
PLACES = {
    "<ab>": "[0-9a-f]{2}",
    "<hex>": "(?:[0-9a-f]{64}|[0-9a-f]{128})",
    "<incarnation>": "[0-9a-f]{32}",
    "<id>": "[0-9a-f]{32}",
    "<node>": "[0-9a-f]{24}",
    "<time>": "[0-9TZ-]+",
    "<lineage>": "[0-9a-f]{32}",
    "<number>": "[0-9]{16}",
    "<nonce>": "[0-9a-f]{8}",
}
OPTIONAL = ("roadstead.yml", "keys/secrets.key")
"""There only once somebody wrote one, or set a secret."""


def documented() -> list[str]:
    """The paths on the page, in its words: `a, b` and `file, -ending` stand for several."""
    (block,) = re.findall(r"^## The data folder\n\n```\ndata/\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    found: list[str] = []
    for line in block.splitlines():
        if line.startswith("  "):
            first, *more = re.split(r"\s{2,}|(?<=>) ", line.strip(), maxsplit=1)[0].split(", ")
            found += [first, *(first + name if name.startswith("-") else name for name in more)]
    return found


def pattern(path: str) -> re.Pattern[str]:
    """What a path on the page stands for."""
    parts = re.split("(<[a-z]+>)", path)
    return re.compile("".join(PLACES[part] if part in PLACES else re.escape(part) for part in parts))


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every file of a folder in which a server with TLS has been pushed to, while it runs."""
    folder = tmp_path_factory.mktemp("layout") / "data"
    with Server.start(folder, tls=True) as server, Client(Way(server)) as client:
        for algorithm in ("sha256", "sha512"):
            client.push_blob("library/a", noise(algorithm), algorithm)
        place = client.begin("library/a")
        assert client.ask("PATCH", place, body=noise("begun")).status == 202
        return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_documented(used: set[str]) -> None:
    lines = [pattern(path) for path in documented()]
    assert [path for path in sorted(used) if not any(line.fullmatch(path) for line in lines)] == []


@pytest.mark.parametrize("path", [path for path in documented() if path not in OPTIONAL])
def test_what_is_documented_is_there(used: set[str], path: str) -> None:
    assert any(pattern(path).fullmatch(found) for found in used)
