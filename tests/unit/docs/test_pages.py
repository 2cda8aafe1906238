"""What the documentation says of the code is so."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from roadstead.settings import Section, Settings
from tools import pages

ROOT = Path(__file__).parents[3]
MARKDOWN = sorted(path for folder in (ROOT, ROOT / "docs") for path in folder.rglob("*.md") if "/." not in str(path))
OURS = [path for path in MARKDOWN if not {"build", "data", "node_modules"} & set(path.relative_to(ROOT).parts)]
MADE = pages.current()


def settings(section: type[Section], above: str = "") -> Iterator[tuple[str, str]]:
    """(path, default as the page writes it) of every setting."""
    for field in msgspec.structs.fields(section):
        path = f"{above}{field.name}"
        if isinstance(field.type, type) and issubclass(field.type, Section):
            yield from settings(field.type, f"{path}.")
            continue
        if field.name in ("configuration", "configuration_overwrite"):  # keys, not settings: a section of its own
            continue
        default = field.default
        if default is None:
            yield path, "none"
        elif isinstance(default, bool):
            yield path, f"`{str(default).lower()}`"
        else:
            yield path, f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


@pytest.mark.parametrize(
    ("page", "made"), [pytest.param(page, made, id=f"{page.parent.name}-{page.stem}") for page, made in MADE.items()]
)
def test_what_is_made_from_the_code_is_as_the_code(page: Path, made: str) -> None:
    assert page.read_text() == made, "run `python -m tools.pages`"


def test_every_setting_is_explained_with_its_default() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \| `(ROADSTEAD_\w+)` \| (`[^`]+`|none) \| (.+) \|$",
                      (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE)  # fmt: skip
    assert [(path, default) for path, _, default, _ in rows] == list(settings(Settings))
    for path, name, _, explained in rows:
        assert name == "ROADSTEAD_" + path.replace(".", "_").upper()
        assert len(explained) > 5


def test_every_bound_on_clients_is_explained() -> None:
    explained = (ROOT / "docs" / "limits.md").read_text()
    own = {"limits.sweep_seconds", "limits.stray_seconds"}  # no client meets them
    for path, _ in settings(Settings):
        assert not path.startswith("limits.") or path in own or f"| `{path}` |" in explained, path


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text()):
        if not target.startswith(("https://", "mailto:")):
            file, _, heading = target.partition("#")
            found = (path.parent / file).resolve() if file else path
            assert found.exists(), f"{path.name}: {target}"
            assert not heading or heading in headings(found), f"{path.name}: {target}"


def headings(path: Path) -> set[str]:
    """The anchors of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_both_guides_show_the_same_commands() -> None:
    english, chinese = (commands(ROOT / "docs" / language / "README.md") for language in ("en", "zh-CN"))
    assert english
    assert english == chinese


def commands(path: Path) -> list[str]:
    """The lines of the page's blocks, without comments, which are in its language."""
    blocks = re.findall(r"```\w+\n(.*?)```", path.read_text(), re.DOTALL)
    lines = [re.sub(r"\s*#.*", "", line).rstrip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def test_the_commands_that_the_guide_shows_are_there() -> None:
    shown = set(
        re.findall(r"^roadstead ((?:[a-z]+ ?)+)", "\n".join(commands(ROOT / "docs" / "en" / "README.md")), re.M)
    )
    for command in sorted(shown):
        words = command.split()[:2] if command.split()[0] in ("project", "user", "keys") else command.split()[:1]
        done = subprocess.run([sys.executable, "-m", "roadstead.cli", *words, "--help"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
