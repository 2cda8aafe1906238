"""The programs that the tests and the bench need beside Python, installed by `python -m tools.testbed`.

Only the standard library is used here: this runs before there is a virtual environment.
"""

import os
from pathlib import Path


def bin_dir() -> Path:
    """The folder of the built programs: `$ROADSTEAD_TOOLS`, or the user's cache."""
    default = Path.home() / ".cache" / "roadstead" / "bin"
    return Path(os.environ.get("ROADSTEAD_TOOLS") or default).absolute()
