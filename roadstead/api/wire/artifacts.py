"""Artifacts, as the contract writes them; `unique_size` is an addition."""

from __future__ import annotations

import msgspec
from msgspec import Raw

from roadstead.api.contract import BASE
from roadstead.api.icons import icon_of
from roadstead.api.wire.labels import Label, label
from roadstead.api.wire.tags import Tag, tag
from roadstead.api.wire.times import iso, iso_or_never
from roadstead.domain.catalog import kinds
from roadstead.domain.catalog.additions import names_of
from roadstead.domain.catalog.artifacts_model import Artifact as Kept
from roadstead.domain.catalog.artifacts_model import Attached, Listed
from roadstead.oci.descriptor import Platform as Said
from roadstead.oci.mediatypes import is_index_type


class AdditionLink(msgspec.Struct):
    """Where an addition is; never absolute."""

    href: str
    absolute: bool = False


class Platform(msgspec.Struct, omit_defaults=True):
    """What a child of an index runs on; the contract writes quotes around two of the names."""

    architecture: str
    os: str
    os_version: str | None = msgspec.field(name="'os.version'", default=None)
    os_features: tuple[str, ...] = msgspec.field(name="'os.features'", default=())
    variant: str | None = None


class Reference(msgspec.Struct, omit_defaults=True):
    """A child of an index; without an id it is not in the repository."""

    parent_id: int
    child_digest: str
    child_id: int | None = None
    platform: Platform | None = None
    annotations: dict[str, str] | None = None
    urls: tuple[str, ...] = ()


class Accessory(msgspec.Struct):
    """What belongs to another artifact. It has no id but that of its own artifact."""

    id: int
    artifact_id: int
    subject_artifact_id: int
    subject_artifact_digest: str
    subject_artifact_repo: str
    size: int
    digest: str
    type: str
    icon: str
    creation_time: str


class Artifact(msgspec.Struct, omit_defaults=True):
    """An artifact. Its lists are there even when they are empty or were not asked for: clients count on them."""

    id: int
    type: str
    media_type: str
    manifest_media_type: str
    artifact_type: str
    project_id: int
    repository_id: int
    repository_name: str
    digest: str
    size: int
    icon: str
    push_time: str
    pull_time: str
    extra_attrs: Raw
    annotations: Raw
    references: list[Reference]
    tags: list[Tag]
    addition_links: dict[str, AdditionLink]
    labels: list[Label]
    accessories: list[Accessory]
    inherited_accessories: list[Accessory] = []
    unique_size: int | None = None


def artifact(kept: Kept) -> Artifact:
    """As it is answered."""
    kind = kept.kind or kinds.UNKNOWN
    return Artifact(
        id=kept.id,
        type=kind,
        media_type=kept.config_media_type or kept.media_type,
        manifest_media_type=kept.media_type,
        artifact_type=kept.artifact_type or kept.media_type,
        project_id=kept.project_id,
        repository_id=kept.repository_id,
        repository_name=kept.repository,
        digest=kept.digest,
        size=kept.size,
        icon=icon_of(kind),
        push_time=iso(kept.pushed_at),
        pull_time=iso_or_never(kept.pulled_at),
        extra_attrs=Raw((kept.extra_attrs or "{}").encode()),
        annotations=Raw((kept.annotations or "{}").encode()),
        references=[_reference(one) for one in kept.references],
        tags=[tag(one) for one in kept.tags],
        addition_links=_links(kept, kind),
        labels=[label(one) for one in kept.labels],
        accessories=[accessory(one) for one in kept.accessories],
        inherited_accessories=[accessory(one) for one in kept.inherited],
        unique_size=kept.unique_size,
    )


def accessory(kept: Attached) -> Accessory:
    """As it is answered."""
    return Accessory(
        id=kept.id,
        artifact_id=kept.id,
        subject_artifact_id=kept.subject_id,
        subject_artifact_digest=kept.subject_digest,
        subject_artifact_repo=kept.repository,
        size=kept.size,
        digest=kept.digest,
        type=kept.kind,
        icon=icon_of(kept.kind),
        creation_time=iso(kept.pushed_at),
    )


def _links(kept: Kept, kind: str) -> dict[str, AdditionLink]:
    """Where to read what the artifact has to say; a repository's name is coded twice in a path."""
    project, _, path = kept.repository.partition("/")
    here = f"{BASE}/projects/{project}/repositories/{path.replace('/', '%252F')}/artifacts/{kept.digest}/additions"
    names = names_of(kind, is_index=is_index_type(kept.media_type))
    return {name: AdditionLink(f"{here}/{name}") for name in names}


def _reference(kept: Listed) -> Reference:
    said = kept.said
    return Reference(
        parent_id=kept.parent_id,
        child_digest=kept.digest,
        child_id=kept.child_id,
        platform=_platform(said.platform) if said and said.platform else None,
        annotations=(said.annotations or None) if said else None,
        urls=(said.urls or ()) if said else (),
    )


def _platform(said: Said) -> Platform:
    return Platform(said.architecture, said.os, said.os_version, said.os_features or (), said.variant)
