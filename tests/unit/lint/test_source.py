"""Which files are looked at."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools.lint.source import Source, repository


def files(root: Path) -> None:
    for path, data in {
        "roadstead/a.py": b"a = 1\n",
        "docs/new.md": b"text\n",
        "build/out.py": b"b = 1\n",
        "logo.png": b"\x89PNG\xff\xfe",
        ".gitignore": b"/build/\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def test_with_git_what_it_knows_or_would_take_up(tmp_path: Path) -> None:
    files(tmp_path)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "roadstead/a.py"], check=True)
    (tmp_path / "roadstead" / "gone.py").write_text("")
    subprocess.run(["git", "-C", tmp_path, "add", "roadstead/gone.py"], check=True)
    (tmp_path / "roadstead" / "gone.py").unlink()
    assert [source.path for source in repository(tmp_path)] == [".gitignore", "docs/new.md", "roadstead/a.py"]


def test_without_git_every_visible_one(tmp_path: Path) -> None:
    files(tmp_path)
    assert [source.path for source in repository(tmp_path)] == ["docs/new.md", "roadstead/a.py"]


def test_the_room_of_a_file() -> None:
    assert Source("roadstead/domain/catalog/store.py", "").room == "domain"
    assert Source("roadstead/app.py", "").room == ""
    assert Source("tests/unit/domain/test_a.py", "").room == ""
