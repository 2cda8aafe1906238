"""Runs the conformance suite of the OCI distribution specification and reads what it reports."""

import os
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# What the suite leaves out unless it is asked for. `dev` is the newest text of the specification.
EVERYTHING = {
    "OCI_VERSION": "dev",
    "OCI_API_BLOBS_DIGEST_HEADER": "true",
    "OCI_API_BLOBS_UPLOAD_CANCEL": "true",
    "OCI_API_MANIFESTS_DIGEST_HEADER": "true",
    "OCI_API_MANIFESTS_TAG_PARAM": "true",
    "OCI_DATA_SHA512": "true",
    "OCI_DATA_SPARSE": "true",
}
COUNTS = ("failures", "errors", "skipped", "disabled")
# Seconds; a run takes about ten of them.
PATIENCE = 300


@dataclass(frozen=True)
class Target:
    """A registry, two of its repositories and a user who may push to, pull from and delete in both."""

    host: str
    repositories: tuple[str, str]
    user: str
    password: str
    certificate: Path | None = None  # the authority of its certificate, PEM; None is plain HTTP

    @property
    def environment(self) -> dict[str, str]:
        """How the suite is told."""
        named = {
            "OCI_REGISTRY": self.host,
            "OCI_TLS": "enabled" if self.certificate else "disabled",
            "OCI_REPO1": self.repositories[0],
            "OCI_REPO2": self.repositories[1],
            "OCI_USERNAME": self.user,
            "OCI_PASSWORD": self.password,
        }
        # The suite has no way to name an authority; Go's own is this variable.
        return named | ({"SSL_CERT_FILE": str(self.certificate)} if self.certificate else {})


@dataclass(frozen=True)
class Report:
    """What a run found: `counts` of tests by outcome, `faults` as text, `unmet` = areas that did not pass."""

    passed: int
    counts: Mapping[str, int]
    faults: list[str]
    unmet: Mapping[str, str]

    @property
    def clean(self) -> bool:
        """Whether everything was tried and everything passed."""
        return self.passed > 0 and not any(self.counts.values()) and not self.unmet

    def __str__(self) -> str:
        """The figures first, then every fault."""
        figures = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        areas = [f"{area}: {outcome}" for area, outcome in self.unmet.items()]
        return "\n".join([f"{self.passed} passed, {figures}", *areas, *self.faults])


def run(program: Path, target: Target, results: Path) -> Report:
    """Run everything against the target; results.yaml, report.html and junit.xml stay in `results`."""
    results.mkdir(parents=True, exist_ok=True)
    for old in results.iterdir():
        old.unlink()
    ours = {name: value for name, value in os.environ.items() if not name.startswith("OCI_")}
    env = ours | EVERYTHING | target.environment | {"OCI_RESULTS_DIR": str(results), "OCI_LOG": "error"}
    done = subprocess.run([program], env=env, cwd=results, capture_output=True, text=True, timeout=PATIENCE)
    (results / "output.txt").write_text(done.stdout + done.stderr)
    written = results / "results.yaml"
    if not written.exists():
        raise AssertionError(f"the suite ended with {done.returncode} and no results:\n{done.stderr}")
    return read(ElementTree.parse(results / "junit.xml").getroot(), yaml.safe_load(written.read_text()))


def read(junit: ElementTree.Element, results: Mapping[str, Any]) -> Report:
    """The report in the suite's two files: JUnit for the tests, YAML for the areas."""
    counts = {name: int(junit.get(name, "0")) for name in COUNTS}
    areas = {**results["apis"], **results["data"]}
    return Report(
        passed=int(junit.get("tests", "0")) - sum(counts.values()),
        counts=counts,
        faults=[_fault(case) for case in junit.iter("testcase") if case.get("status") != "passed"],
        unmet={area: outcome for area, outcome in areas.items() if outcome != "Pass"},
    )


def _fault(case: ElementTree.Element) -> str:
    said = (case.findtext("system-out") or "").strip() or "no message; see report.html"
    indented = said.replace("\n", "\n    ")
    return f"{case.get('status')}: {case.get('name')}\n    {indented}"
