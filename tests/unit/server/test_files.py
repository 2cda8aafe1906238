"""A shell's usual limit of open files is not the server's."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import resource
from roadstead.server.files import open_files
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 512))
print(open_files({connections}), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(("connections", "warned"), [(500, False), (20_000, True)])
def test_the_soft_limit_becomes_the_hard_one(connections: int, warned: bool) -> None:
    program = PROGRAM.format(connections=connections)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["512", "512", "512"]
    assert ("limits.connections" in done.stderr) is warned
