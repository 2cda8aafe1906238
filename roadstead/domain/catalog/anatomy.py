"""What an artifact is made of: its layers with the steps that made them, and how its image runs."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from roadstead.oci.descriptor import Descriptor

LAYERS = 500
"""Layers and steps that are told of."""
_TITLE = "org.opencontainers.image.title"


class Layer(msgspec.Struct, frozen=True):
    """A layer or file; `size` in bytes, as it travels; `title` if it is a file that has a name."""

    digest: str
    media_type: str
    size: int
    title: str


class Step(msgspec.Struct, frozen=True):
    """A step of the build; `layer` counts from 0, None for a step that made none. `created` as the builder wrote it."""

    created_by: str
    comment: str
    created: str
    layer: int | None


class Configuration(msgspec.Struct, frozen=True):
    """How the image runs, as its configuration says."""

    os: str = ""
    architecture: str = ""
    variant: str = ""
    created: str = ""
    author: str = ""
    user: str = ""
    working_dir: str = ""
    stop_signal: str = ""
    entrypoint: list[str] = []
    command: list[str] = []
    environment: list[str] = []
    ports: list[str] = []
    volumes: list[str] = []
    labels: dict[str, str] = {}


class Anatomy(msgspec.Struct, frozen=True):
    """`layer_count` are all; `configuration` None where the artifact is no image or its configuration is broken."""

    layers: list[Layer] = []
    layer_count: int = 0
    steps: list[Step] = []
    configuration: Configuration | None = None


class _Step(msgspec.Struct):
    created: str | None = None
    created_by: str | None = None
    comment: str | None = None
    empty_layer: bool | None = None


class _Run(msgspec.Struct, rename="pascal"):
    user: str | None = None
    working_dir: str | None = None
    stop_signal: str | None = None
    entrypoint: list[str] | None = None
    cmd: list[str] | None = None
    env: list[str] | None = None
    labels: dict[str, str] | None = None
    volumes: dict[str, msgspec.Raw] | None = None
    exposed_ports: dict[str, msgspec.Raw] | None = None


class _Image(msgspec.Struct):
    os: str | None = None
    architecture: str | None = None
    variant: str | None = None
    created: str | None = None
    author: str | None = None
    config: _Run | None = None
    history: list[_Step] | None = None


_image = msgspec.json.Decoder(_Image)


def anatomy(layers: Iterable[Descriptor], config: bytes) -> Anatomy:
    """`config` is the configuration of an image, or empty."""
    told = [Layer(one.digest, one.media_type, one.size, (one.annotations or {}).get(_TITLE, "")) for one in layers]
    image = _read(config)
    return Anatomy(
        told[:LAYERS],
        len(told),
        _steps(image.history or [], len(told))[:LAYERS] if image else [],
        _configuration(image) if image else None,
    )


def _read(config: bytes) -> _Image | None:
    try:
        return _image.decode(config) if config else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _steps(history: list[_Step], layers: int) -> list[Step]:
    """A step is of a layer only if there are as many layers as steps that made one."""
    fitting = sum(not one.empty_layer for one in history) == layers
    steps, at = [], 0
    for one in history:
        layer = at if fitting and not one.empty_layer else None
        at += not one.empty_layer
        steps.append(Step(one.created_by or "", one.comment or "", one.created or "", layer))
    return steps


def _configuration(image: _Image) -> Configuration:
    run = image.config or _Run()
    return Configuration(
        os=image.os or "",
        architecture=image.architecture or "",
        variant=image.variant or "",
        created=image.created or "",
        author=image.author or "",
        user=run.user or "",
        working_dir=run.working_dir or "",
        stop_signal=run.stop_signal or "",
        entrypoint=run.entrypoint or [],
        command=run.cmd or [],
        environment=run.env or [],
        ports=list(run.exposed_ports or {}),
        volumes=list(run.volumes or {}),
        labels=run.labels or {},
    )
