"""The serving process itself, as `roadstead serve` ends up: settings from the environment."""

from __future__ import annotations

import sys

from roadstead.app import serve
from roadstead.blobs.driver import StorageError
from roadstead.db.tx import Unavailable
from roadstead.domain.access.keys import KeysError
from roadstead.errors import Refusal
from roadstead.settings import SettingsError, load


def show(password: str) -> None:
    """Tell a human on standard error the first administrator's password."""
    from roadstead.cli.console import show_password

    show_password("admin", password, stderr=True)


def announce(url: str) -> None:
    """Tell a human on standard error that it serves."""
    print(f"Roadstead serves {url}", file=sys.stderr, flush=True)


def main() -> int:
    """Serve until told to stop; the exit code."""
    try:
        serve(load(), show, announce)
    except (KeysError, Refusal, SettingsError, StorageError, Unavailable, RuntimeError, OSError) as e:
        print(f"roadstead: {' '.join(str(e).split())}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
