"""Projects with quotas, as an administrator sees them."""

from __future__ import annotations

import itertools
from typing import Any

from tests.support.api import Answer, Api
from tests.support.people import project

NUMBERS = itertools.count()


class Limited:
    """A project of its own, with a limit in bytes."""

    def __init__(self, admin: Api, hard: int = -1) -> None:
        self.admin = admin
        self.name = f"limited-{next(NUMBERS)}"
        self.id = project(admin, self.name, storage_limit=hard)

    @property
    def quota(self) -> dict[str, Any]:
        """As it is listed."""
        answer = self.admin.get("/quotas", reference="project", reference_id=self.id)
        (found,) = answer.json
        assert self.admin.get(f"/quotas/{found['id']}").json == found
        return dict(found)

    @property
    def used(self) -> int:
        """Bytes."""
        return int(self.quota["used"]["storage"])

    def limit(self, hard: object) -> Answer:
        """Set it."""
        return self.admin.put(f"/quotas/{self.quota['id']}", {"hard": {"storage": hard}})
