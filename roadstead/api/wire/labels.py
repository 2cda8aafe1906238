"""Labels, as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.times import iso
from roadstead.domain.labels.model import Label as Kept
from roadstead.domain.labels.model import Text

SYSTEM, PROJECT = "g", "p"
"""The scopes."""


class Label(msgspec.Struct, omit_defaults=True):
    """`scope`: `SYSTEM` or `PROJECT`, which alone has a `project_id`."""

    id: int
    name: str
    description: str
    color: str
    scope: str
    creation_time: str
    update_time: str
    project_id: int | None = None


class Written(msgspec.Struct):
    """What is read of a label that is made or changed."""

    name: str
    description: str = ""
    color: str = ""
    scope: str = SYSTEM
    project_id: int = 0

    @property
    def text(self) -> Text:
        """What a change may change."""
        return Text(self.name, self.description, self.color)


def label(kept: Kept) -> Label:
    """As it is answered."""
    return Label(
        id=kept.id,
        name=kept.text.name,
        description=kept.text.description,
        color=kept.text.color,
        scope=SYSTEM if kept.project_id is None else PROJECT,
        creation_time=iso(kept.created_at),
        update_time=iso(kept.updated_at),
        project_id=kept.project_id,
    )
