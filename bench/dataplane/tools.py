"""The programs of the bench: distribution's registry and our load maker, built by the Go tool."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tools.testbed.gotools import go

DISTRIBUTION = "github.com/distribution/distribution/v3/cmd/registry@v3.0.0"
_HERE = Path(__file__).parent


def cache() -> Path:
    """The folder of built programs, kept between runs."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "roadstead-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def distribution() -> Path:
    """Distribution's server; its first build takes some minutes.

    Raises StepFailed when there is no Go tool, CalledProcessError when there is no way to the module proxy.
    """
    folder = cache() / DISTRIBUTION.rpartition("@")[2]
    program = folder / "registry"
    if not program.exists():
        env = os.environ | {"GOBIN": str(folder), "CGO_ENABLED": "0"}
        subprocess.run([go(), "install", DISTRIBUTION], env=env, check=True)
    return program


def load_maker() -> Path:
    """Our load maker, built afresh: quick when nothing changed."""
    program = cache() / "load"
    env = os.environ | {"CGO_ENABLED": "0"}
    subprocess.run([go(), "build", "-o", str(program), "."], cwd=_HERE / "load", env=env, check=True)
    return program
