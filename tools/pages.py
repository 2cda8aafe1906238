"""Tables of the documentation that are made from the code: `python -m tools.pages` brings them up to date.

`docs/architecture.md` has one of every file of the program with the first sentence of its docstring, the pages
`permissions.md` say who may do what, between two marks. A test fails while one is not what it would be.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tools import permissions

ROOT = Path(__file__).parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PERMISSIONS = {language: ROOT / "docs" / language / "permissions.md" for language in ("en", "zh-CN")}
# From the street inwards, as the doors open.
ROOMS = ("cli", "", "portal", "api", "registry", "domain", "blobs", "server", "db", "oci", "kit")


def current() -> dict[Path, str]:
    """Every page that has a part which is made, as it must be now."""
    pages = {ARCHITECTURE: _with(ARCHITECTURE, "files", files_table())}
    for language, page in PERMISSIONS.items():
        pages[page] = _with(page, "permissions", permissions.tables(language))
    return pages


def _with(page: Path, name: str, made: str) -> str:
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, _, rest = page.read_text().partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{made}{end}{after}"


def files_table() -> str:
    """Layer, file, responsibility: a row for each module that holds code."""
    rows = ["| layer | file | responsibility |\n|---|---|---|\n"]
    for room in ROOMS:
        for path in sorted((ROOT / "roadstead" / room).glob("*.py" if room == "" else "**/*.py")):
            tree = ast.parse(path.read_text())
            name = str(path.relative_to(ROOT / "roadstead"))
            if len(tree.body) > 1:
                rows.append(f"| {room or 'top'} | `{name}` | {sentence(ast.get_docstring(tree) or '')} |\n")
    return "".join(rows)


def sentence(text: str) -> str:
    """The first sentence, on one line."""
    paragraph = " ".join(text.partition("\n\n")[0].split())
    return re.split(r"(?<=\S\.)\s+(?=[A-Z`])", paragraph)[0].rstrip(".").replace("|", "\\|")


def main() -> None:
    """Write what has changed."""
    for page, text in current().items():
        page.write_text(text)


if __name__ == "__main__":
    main()
