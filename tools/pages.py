"""Tables of the documentation that are made from the code: `python -m tools.pages` brings them up to date.

`docs/architecture.md` has one of every file of the program with the first sentence of its docstring, between two
marks. A test fails while it is not what it would be.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- files -->\n", "<!-- /files -->\n"
# From the street inwards, as the doors open.
ROOMS = ("cli", "", "registry", "domain", "blobs", "server", "db", "oci", "kit")


def with_files(page: str) -> str:
    """The page with its table as it must be now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{files_table()}{END}{after}"


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
    ARCHITECTURE.write_text(with_files(ARCHITECTURE.read_text()))


if __name__ == "__main__":
    main()
