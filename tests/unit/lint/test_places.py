"""The repository names no place of one machine, and no package registry."""

from __future__ import annotations

import pytest

from tools.lint import places
from tools.lint.source import Source


@pytest.mark.parametrize(
    "line",
    [
        "cd /work/main",
        "ls /root/.cache",
        "see /home/somebody/notes",
        "pip install --index-url https://pypi.org/simple",
        "GOPROXY=https://proxy.golang.org",
        "/tmp/venv/bin/python",
    ],
)
def test_found(line: str) -> None:
    (finding,) = places.check(Source("docs/a.md", f"a\n{line}\n"))
    assert finding.line == 2


@pytest.mark.parametrize(
    "line",
    [
        "data lies in /var/lib/roadstead",
        "network/root/a",
        "https://example.org/home/",
        "~/.cache/roadstead",
        "cd /tmp && tar -x",
        'go install "github.com/google/go-containerregistry/cmd/crane"',
    ],
)
def test_left_alone(line: str) -> None:
    assert list(places.check(Source("docs/a.md", line))) == []
