"""What is asked: the operations that scripts, pipelines and the portal use most, each of many things in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice, repeat
from typing import Literal

from bench.control_plane.seed import BIG, Content, each

Paths = Callable[[Content], Iterator[str]]
Caller = Literal["admin", "reader"]


@dataclass(frozen=True)
class Ask:
    """One row of a table. `body` is JSON; `undone`: what a DELETE behind each has at the end of its path."""

    name: str
    caller: Caller
    method: str
    paths: Paths
    body: str | None = None
    undone: str | None = None

    def lines(self, content: Content, most: int) -> Iterator[tuple[str, str]]:
        """(method, path) of every request, of the first `most` paths."""
        for path in islice(self.paths(content), most):
            yield self.method, path
            if self.undone is not None:
                yield "DELETE", path + self.undone


def always(path: str, times: int = 500) -> Paths:
    """The same path every time."""
    return lambda content: repeat(path, times)


def logged(query: str = "") -> Paths:
    """Lists of the audit log, which may take their time."""
    return always(f"/audit-logs{query}", 100)


def named(path: str) -> Paths:
    """One project after another in the place of `{}`."""
    return lambda content: (path.format(name) for name, _ in zip(cycle(content.projects), content.asked))


def below(path: str) -> Paths:
    """Artifacts of the big project: `{project}`, `{name}`, `{tag}`, `{digest}`."""
    return lambda content: (
        path.format(project=project, name=name, tag=one.tag, digest=one.digest) for project, name, one in each(content)
    )


REPOSITORY = "/projects/{project}/repositories/{name}"
ARTIFACT = f"{REPOSITORY}/artifacts/{{digest}}"
UNUSED = 2
"""A label that no artifact has: one in five has 1, 6, 11 or 16."""
LABEL = f'{{"id":{UNUSED}}}'

_NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=2)
HOUR = f"[{_NOON:%Y-%m-%dT%H:%M:%S}~{_NOON + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}]"

ASKS = [
    Ask("who I am", "reader", "GET", always("/users/current")),
    Ask("projects", "admin", "GET", always("/projects")),
    Ask("projects, as a member", "reader", "GET", always("/projects?with_detail=true")),
    Ask("projects by a part of the name", "admin", "GET", always("/projects?name=eam00")),
    Ask("whether a project exists", "admin", "HEAD", named("/projects?project_name={}")),
    Ask("a project", "admin", "GET", named("/projects/{}")),
    Ask("a project's summary", "admin", "GET", named("/projects/{}/summary")),
    Ask("members of a project", "reader", "GET", always(f"/projects/{BIG}/members")),
    Ask("repositories of a project", "reader", "GET", always(f"/projects/{BIG}/repositories")),
    Ask(
        "repositories by a part of the name",
        "reader",
        "GET",
        below("/projects/{project}/repositories?q=name%3D~{name}"),
    ),
    Ask("repositories of everything", "admin", "GET", always("/repositories")),
    Ask("repositories, as a member", "reader", "GET", always("/repositories")),
    Ask("a repository", "reader", "GET", below(REPOSITORY)),
    Ask("artifacts with tags", "reader", "GET", below(f"{REPOSITORY}/artifacts?with_tag=true")),
    Ask(
        "100 artifacts with tags, labels, accessories",
        "reader",
        "GET",
        below(f"{REPOSITORY}/artifacts?page_size=100&with_tag=true&with_label=true&with_accessory=true"),
    ),
    Ask("artifacts by tag", "reader", "GET", below(f"{REPOSITORY}/artifacts?q=tags%3D{{tag}}")),
    Ask("an artifact by tag", "reader", "GET", below(f"{REPOSITORY}/artifacts/{{tag}}?with_label=true")),
    Ask("tags of an artifact", "reader", "GET", below(f"{ARTIFACT}/tags")),
    Ask("artifacts of a project", "reader", "GET", always(f"/projects/{BIG}/artifacts?with_tag=true")),
    Ask(
        "the newest of each repository", "reader", "GET", always(f"/projects/{BIG}/artifacts?latest_in_repository=true")
    ),
    Ask("search", "reader", "GET", below("/search?q={name}")),
    Ask("statistics", "admin", "GET", always("/statistics")),
    Ask("people", "admin", "GET", always("/users")),
    Ask("quotas", "admin", "GET", always("/quotas")),
    Ask("labels of a project", "reader", "GET", lambda c: repeat(f"/labels?scope=p&project_id={c.big}", 500)),
    Ask("the audit log", "admin", "GET", always("/audit-logs")),
    Ask("the audit log of one actor", "admin", "GET", always("/audit-logs?q=username%3Dactor7,operation%3Ddelete")),
    Ask("the log of a project", "admin", "GET", always(f"/projects/{BIG}/logs")),
    Ask("describe a repository", "admin", "PUT", below(REPOSITORY), '{"description":"what it is"}'),
    Ask("label an artifact, and take it off", "reader", "POST", below(f"{ARTIFACT}/labels"), LABEL, f"/{UNUSED}"),
]

BUSY = [
    Ask("GET /projects", "admin", "GET", always("/projects")),
    Ask("GET …/artifacts?with_tag=true", "reader", "GET", below(f"{REPOSITORY}/artifacts?with_tag=true")),
    Ask("GET /users/current", "reader", "GET", always("/users/current")),
]

LOG = [
    Ask("all of it", "admin", "GET", logged()),
    Ask("one actor", "admin", "GET", logged("?q=username%3Dactor7")),
    Ask("one kind of operation", "admin", "GET", logged("?q=operation%3Ddelete")),
    Ask("one thing", "admin", "GET", logged("?q=resource%3Dbig/app-0042")),
    Ask("an actor and an operation", "admin", "GET", logged("?q=username%3Dactor7,operation%3Ddelete")),
    Ask("what nobody did", "admin", "GET", logged("?q=username%3Dnobody")),
    Ask("a part of a name", "admin", "GET", logged("?q=resource%3D~app-0042")),
    Ask("an hour", "admin", "GET", logged(f"?q=op_time%3D{HOUR}")),
    Ask("an actor in an hour", "admin", "GET", logged(f"?q=username%3Dactor7,op_time%3D{HOUR}")),
    Ask("a project", "admin", "GET", always(f"/projects/{BIG}/logs")),
    Ask("page 1,000", "admin", "GET", logged("?page=1000")),
]
