"""What the portal's pages of repositories and artifacts are made of, as `additions.json` writes it."""

from __future__ import annotations

import msgspec

from roadstead.api.wire.artifacts import Artifact
from roadstead.api.wire.labels import Label, label
from roadstead.api.wire.repositories import Repository
from roadstead.api.wire.times import iso, iso_or_never
from roadstead.domain.catalog import kinds
from roadstead.domain.catalog.anatomy import Anatomy, Configuration, Layer, Step
from roadstead.domain.catalog.related import Related
from roadstead.domain.catalog.tag_rows import TagRow


class PortalRepository(msgspec.Struct):
    """A repository and what the caller may do in its project, each as `resource:action`."""

    repository: Repository
    project_id: int
    permissions: list[str]


class PortalTag(msgspec.Struct):
    """A tag with what it names; `accessories` are kinds."""

    id: int
    name: str
    digest: str
    type: str
    media_type: str
    size: int
    push_time: str
    pull_time: str
    immutable: bool
    labels: list[Label]
    accessories: list[str]


class PortalPart(msgspec.Struct):
    """What an index lists and the repository holds."""

    digest: str
    type: str
    size: int


class PortalAccessory(msgspec.Struct):
    """What belongs to `of`: the artifact, a part of it, or another accessory."""

    of: str
    digest: str
    type: str
    artifact_type: str
    size: int
    push_time: str


class PortalSubject(msgspec.Struct):
    """What the artifact belongs to, and as what."""

    digest: str
    type: str


class PortalArtifact(msgspec.Struct, omit_defaults=True):
    """Everything that a page of one artifact shows."""

    artifact: Artifact
    permissions: list[str]
    layers: list[Layer]
    layer_count: int
    steps: list[Step]
    parts: list[PortalPart]
    indexes: list[str]
    accessories: list[PortalAccessory]
    configuration: Configuration | None = None
    subject: PortalSubject | None = None


class Deletion(msgspec.Struct):
    """What is to go: what is named, or, with `matching`, all that `q` finds in the list."""

    names: list[str] = []
    matching: bool = False
    among: str = msgspec.field(name="list", default="tags")
    q: str = ""
    page_token: str = ""


class Refused(msgspec.Struct):
    """What stays, and why."""

    name: str
    code: str
    message: str


class Deleted(msgspec.Struct, omit_defaults=True):
    """What has gone; with a `page_token` there is more, which the same call with this takes away."""

    deleted: int
    refused: list[Refused]
    page_token: str | None = None


def tag_row(kept: TagRow) -> PortalTag:
    """As it is answered."""
    return PortalTag(
        id=kept.tag.id,
        name=kept.tag.name,
        digest=kept.digest,
        type=kept.kind or kinds.UNKNOWN,
        media_type=kept.media_type,
        size=kept.size,
        push_time=iso(kept.tag.pushed_at),
        pull_time=iso_or_never(kept.tag.pulled_at),
        immutable=kept.tag.immutable,
        labels=[label(one) for one in kept.labels],
        accessories=kept.accessories,
    )


def whole(artifact: Artifact, permissions: list[str], anatomy: Anatomy, related: Related) -> PortalArtifact:
    """As it is answered."""
    return PortalArtifact(
        artifact=artifact,
        permissions=permissions,
        layers=anatomy.layers,
        layer_count=anatomy.layer_count,
        steps=anatomy.steps,
        configuration=anatomy.configuration,
        parts=[PortalPart(one.digest, one.kind or kinds.UNKNOWN, one.size) for one in related.parts],
        indexes=related.indexes,
        subject=PortalSubject(*related.subject) if related.subject else None,
        accessories=[
            PortalAccessory(one.of, one.digest, one.kind, one.artifact_type or "", one.size, iso(one.pushed_at))
            for one in related.accessories
        ],
    )
