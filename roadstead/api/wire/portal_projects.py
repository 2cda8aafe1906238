"""Projects and what is at home, as the portal shows them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.projects import Project, project_of
from roadstead.api.wire.repositories import Repository
from roadstead.api.wire.robots import Robot
from roadstead.domain.immutability.model import Selectors
from roadstead.domain.projects.model import Detail
from roadstead.domain.quotas.model import Usage
from roadstead.kit.selectors import Selector


class PortalProject(msgspec.Struct, omit_defaults=True):
    """A project; bytes that it holds and may hold (-1: any) go to those who may read its quota."""

    project: Project
    used: int | None = None
    hard: int | None = None


class PortalHome(msgspec.Struct):
    """The caller's projects, where something was pushed last, and what the caller should see to."""

    projects: list[PortalProject]
    repositories: list[Repository]
    filling: list[PortalProject]
    ending: list[Robot]


class TrialOf(msgspec.Struct):
    """A rule of immutable tags that is to be tried."""

    tag_selectors: tuple[Selector, ...] = ()
    scope_selectors: dict[str, tuple[Selector, ...]] = {}

    @property
    def selectors(self) -> Selectors:
        """The rule."""
        return Selectors(self.tag_selectors, self.scope_selectors)


class Trial(msgspec.Struct):
    """Of the tags looked at (all there are, if `complete`) so many fit; `tags` names the first, `repository:tag`."""

    seen: int
    count: int
    complete: bool
    tags: list[str]


def portal_project(found: Detail, usage: Usage | None) -> PortalProject:
    """As it is answered."""
    made = project_of(found)
    return PortalProject(made) if usage is None else PortalProject(made, usage.used, usage.hard)
