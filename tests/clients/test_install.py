"""Installing: `pip install .` in an empty environment, and what `make` says to a machine that lacks something."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh copy of the checkout."""
    subprocess.run(["git", "clone", "--quiet", CHECKOUT, tmp_path / "clone"], check=True)
    return tmp_path / "clone"


def test_pip_install_gives_the_command(clone: Path, tmp_path: Path) -> None:
    programs = tmp_path / "venv" / "bin"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    subprocess.run(
        [programs / "python", "-m", "pip", "install", "--quiet", "--constraint", "constraints.txt", "."],
        cwd=clone,
        check=True,
    )

    def roadstead(*words: str) -> str:
        env = {"PATH": "/usr/bin:/bin", "ROADSTEAD_DATA": str(tmp_path / "data"), "LANG": "C.UTF-8"}
        return subprocess.run(
            [programs / "roadstead", *words], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
        ).stdout

    # The database is made here, so the migrations are in the package.
    made = json.loads(roadstead("init", "--json"))
    assert made["username"] == "admin"
    assert "everybody" in roadstead("project", "list")
    assert json.loads(roadstead("version", "--json"))["version"]
    (package,) = (tmp_path / "venv").glob("lib/python*/site-packages/roadstead")
    tracked = subprocess.run(["git", "ls-files", "roadstead"], cwd=clone, capture_output=True, text=True, check=True)
    assert [path for path in tracked.stdout.split() if not (package.parent / path).exists()] == []


@pytest.mark.parametrize(
    ("missing", "said"),
    [("ensurepip", "apt-get install python3-venv"), ("version_info", "Python 3.11 or newer")],
)
def test_make_says_what_a_machine_lacks(missing: str, said: str, clone: Path, tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text(f'#!/bin/sh\ncase "$*" in *{missing}*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(
        ["make", f"PYTHON={python}", "serve"], cwd=clone, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert said in done.stderr
