"""Who may call an operation: declared beside its handler, checked before the handler runs."""

from __future__ import annotations

from typing import Literal

import msgspec

from roadstead.api.call import Call
from roadstead.errors import Refusal


class Guard(msgspec.Struct, frozen=True):
    """`system` and `project` ask for a permission; with `own` the handler knows whose thing it is and demands it.

    `oneself` asks for a permission on the system of all but the account that is named. `at` is the path's parameter
    that names the project or the account.
    """

    kind: Literal["anyone", "signed in", "system", "project", "own", "oneself"]
    resource: str = ""
    action: str = ""
    at: str = ""

    def check(self, call: Call) -> None:
        """Raises Refusal UNAUTHORIZED or FORBIDDEN; NOT_FOUND for a project that is absent, to those who may know."""
        if self.kind == "anyone":
            return
        if self.kind in ("signed in", "own"):
            if not call.caller.known and self.kind == "signed in":
                raise call.denied()
        elif self.kind == "system":
            call.demand(self.resource, self.action)
        elif self.kind == "oneself":
            if not call.caller.account_id or call.caller.account_id != call.number(self.at):
                call.demand(self.resource, self.action)
        else:
            self._check_project(call)

    def _check_project(self, call: Call) -> None:
        """Absent and private are the same to everybody but system administrators."""
        named = call.text(self.at)
        by_name = self.at == "project_name" or call.flag("X-Is-Resource-Name")
        standing = call.services.projects.standing(call.caller.account_id, named, by_name=by_name)
        if standing is None:
            if call.caller.sysadmin:
                code = "NOT_FOUND" if 404 in call.operation.codes else "BAD_REQUEST"
                raise Refusal(code, f"project {named[:100]} does not exist")
            raise call.denied()
        call.demand(self.resource, self.action, standing)
        call.project = standing


ANYONE = Guard("anyone")
SIGNED_IN = Guard("signed in")


def system(resource: str, action: str) -> Guard:
    """A permission on what belongs to no project: system administrators, and robots that were given it."""
    return Guard("system", resource, action)


def project(resource: str, action: str, at: str = "project_name_or_id") -> Guard:
    """A permission in the project that the path names."""
    return Guard("project", resource, action, at)


def oneself(resource: str, action: str, at: str = "user_id") -> Guard:
    """The account that the path names, and those with a permission on the system."""
    return Guard("oneself", resource, action, at)


def own(resource: str, action: str) -> Guard:
    """The handler finds out whose it is and demands the permission there; the plane sees that it did."""
    return Guard("own", resource, action)
