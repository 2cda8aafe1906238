"""helm: keeps charts in the registry."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.clients.conftest import GUEST, MAINTAINER, PROJECT, Person, Registry
from tests.support.api import Api
from tests.support.layout import digest_of
from tests.support.shell import Shell

VALUES = "greeting: hello\n"
TEMPLATE = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  greeting: {{ .Values.greeting }}
"""


class Helm:
    """helm and a chart in a folder."""

    def __init__(self, shell: Shell, registry: Registry, charts: str) -> None:
        self.shell, self.registry, self.charts = shell, registry, charts
        self.trust = registry.flags(["--plain-http"], [f"--ca-file={registry.ca}"])
        self.chart = f"{charts}/greeter"

    def login(self, person: Person) -> list[str]:
        """The words of a login; the password is read from standard input."""
        return [
            "helm",
            "registry",
            "login",
            *self.trust,
            "-u",
            person.name,
            "--password-stdin",
            self.registry.host,
        ]

    def package(self, version: str) -> Path:
        """The chart's archive of that version."""
        folder = self.shell.home / "greeter"
        (folder / "templates").mkdir(parents=True, exist_ok=True)
        (folder / "Chart.yaml").write_text(f"apiVersion: v2\nname: greeter\nversion: {version}\n")
        (folder / "values.yaml").write_text(VALUES)
        (folder / "README.md").write_text("# Greeter\n")
        (folder / "templates" / "greeting.yaml").write_text(TEMPLATE)
        self.shell("helm", "package", folder)
        return self.shell.home / f"greeter-{version}.tgz"

    def push(self, version: str) -> tuple[Path, str]:
        """Package and push a version; gives the archive and the digest that helm names."""
        archive = self.package(version)
        return archive, self.named(self.told("push", archive, self.charts))

    def told(self, *words: str | Path) -> str:
        """What helm prints to both outputs: the digest goes to the second."""
        return self.shell("sh", "-c", 'helm "$@" 2>&1', "helm", *words, *self.trust)

    @staticmethod
    def named(told: str) -> str:
        (digest,) = re.findall(r"^Digest: (sha256:[0-9a-f]{64})$", told, re.MULTILINE)
        return str(digest)


@pytest.fixture
def helm(shell: Shell, registry: Registry, repository: str) -> Helm:
    """helm, logged in."""
    helm = Helm(shell, registry, f"oci://{repository}")
    shell(*helm.login(MAINTAINER), stdin=MAINTAINER.password)
    return helm


def test_a_chart_is_pushed_and_pulled(helm: Helm, tmp_path: Path) -> None:
    archive, pushed = helm.push("1.0.0")

    told = helm.told("pull", helm.chart, "--version=1.0.0", f"--destination={tmp_path}")

    assert helm.named(told) == pushed
    assert digest_of((tmp_path / archive.name).read_bytes()) == digest_of(archive.read_bytes())


def test_a_chart_is_shown_and_rendered(helm: Helm) -> None:
    helm.push("1.0.0")

    assert "name: greeter" in helm.told("show", "chart", helm.chart)
    assert VALUES.strip() in helm.told("show", "values", helm.chart)
    assert "# Greeter" in helm.told("show", "readme", helm.chart)
    assert "greeting: hello" in helm.told("template", "release", helm.chart)


def test_the_newest_fitting_version_is_found(helm: Helm) -> None:
    for version in ("1.0.0", "1.2.0", "1.10.0", "2.0.0+build.1"):
        helm.push(version)

    assert "version: 2.0.0+build.1" in helm.told("show", "chart", helm.chart)
    assert "version: 1.10.0" in helm.told("show", "chart", helm.chart, "--version=^1.0.0")
    assert "version: 1.2.0" in helm.told("show", "chart", helm.chart, "--version=~1.2")


def test_a_chart_depends_on_a_chart_of_the_registry(helm: Helm) -> None:
    helm.push("1.0.0")
    folder = helm.shell.home / "parent"
    folder.mkdir()
    dependency = f"dependencies: [{{name: greeter, version: 1.0.0, repository: {helm.charts!r}}}]\n"
    (folder / "Chart.yaml").write_text(f"apiVersion: v2\nname: parent\nversion: 1.0.0\n{dependency}")

    helm.told("dependency", "update", folder)

    assert (folder / "charts" / "greeter-1.0.0.tgz").exists()


def test_the_registry_shows_what_a_chart_holds(helm: Helm, registry: Registry) -> None:
    folder = helm.shell.home / "greeter"
    helm.package("0.1.0")
    dependency = {"name": "greeter", "version": "0.1.0", "repository": helm.charts}
    written = (
        f"apiVersion: v2\nname: greeter\nversion: 1.0.0\nappVersion: '7'\ndependencies: [{json.dumps(dependency)}]\n"
    )
    (folder / "charts").mkdir()
    shutil.move(helm.shell.home / "greeter-0.1.0.tgz", folder / "charts")
    (folder / "Chart.yaml").write_text(written)
    helm.shell("helm", "package", folder)
    helm.told("push", helm.shell.home / "greeter-1.0.0.tgz", helm.charts)

    project, _, path = helm.chart.removeprefix(f"oci://{registry.host}/").partition("/")
    place = f"/projects/{project}/repositories/{path.replace('/', '%252F')}/artifacts/1.0.0"
    api = Api(registry.server)
    artifact = api.get(place).json
    assert artifact["type"] == "CHART"
    assert artifact["extra_attrs"] == {
        "apiVersion": "v2",
        "name": "greeter",
        "version": "1.0.0",
        "appVersion": "7",
        "dependencies": [dependency],
    }
    shown = {name: api.get(link["href"]) for name, link in artifact["addition_links"].items()}
    assert shown["values.yaml"].body.decode() == VALUES
    assert shown["readme.md"].body.decode() == "# Greeter\n"
    assert shown["dependencies"].json == [dependency]


def test_a_wrong_password_is_refused(helm: Helm) -> None:
    told = helm.shell.refused(*helm.login(MAINTAINER), stdin="Not-the-password-1")

    assert "401" in told or "unauthorized" in told


def test_a_guest_pulls_but_does_not_push(helm: Helm, tmp_path: Path) -> None:
    helm.push("1.0.0")
    helm.shell(*helm.login(GUEST), stdin=GUEST.password)

    helm.told("pull", helm.chart, "--version=1.0.0", f"--destination={tmp_path}")

    told = helm.shell.refused("helm", "push", helm.package("2.0.0"), helm.charts, *helm.trust)
    assert re.search("401|403|denied", told)
    assert PROJECT in told
