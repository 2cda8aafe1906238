"""`python -m tools.lint`: exit 1 when something was found."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.lint.rules import check
from tools.lint.source import repository


def main() -> int:
    """The exit code."""
    sources = repository(Path(__file__).parents[2])
    found = check(sources)
    for finding in found:
        print(finding)
    print(f"{len(sources)} files, {len(found)} findings", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
