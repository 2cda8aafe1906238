"""The conformance suite of the OCI distribution specification.

It has no releases: a commit is pinned, so that a new demand arrives by a change here and not on its own.
"""

from pathlib import Path

from tools.testbed import gotools

SUITE = gotools.Tool(
    name="conformance",
    module="github.com/opencontainers/distribution-spec/conformance",
    version="v0.0.0-20260831232431-97274622c111",
)


def install(bin_dir: Path) -> Path:
    """Build the pinned suite into `bin_dir` unless it is there; return its program."""
    gotools.prepare()
    gotools.install(SUITE, bin_dir)
    return bin_dir / SUITE.name
