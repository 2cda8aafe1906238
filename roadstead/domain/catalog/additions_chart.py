"""What a Helm chart has to say: values.yaml, README.md and the charts that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from roadstead.kit.archives import read_files, unpack

CHART_LAYERS = ("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/tar+gzip")
LIST = 64 << 10
"""Bytes of a requirements.yaml that are read."""


class Dependency(msgspec.Struct):
    """As the API gives it out."""

    name: str = ""
    version: str = ""
    repository: str = ""


class _Dependent(msgspec.Struct):
    dependencies: list[Dependency] | None = None


_dependent = msgspec.json.Decoder(_Dependent)


def values(archive: Iterable[bytes]) -> bytes:
    """values.yaml; empty when the chart has none. Raises ArchiveError."""
    return _first(archive, "values.yaml".__eq__)


def readme(archive: Iterable[bytes]) -> bytes:
    """README.md; empty when the chart has none. Raises ArchiveError."""
    return _first(archive, lambda name: name.lower() in ("readme.md", "readme.txt", "readme"))


def dependencies(config: bytes, archive: Iterable[bytes]) -> bytes:
    """JSON of what the configuration or, of older charts, requirements.yaml names. Raises ArchiveError."""
    try:
        found = _dependent.decode(config).dependencies
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        found = None
    return msgspec.json.encode(found or _required(_first(archive, "requirements.yaml".__eq__)))


def _first(archive: Iterable[bytes], wanted: Callable[[str], bool]) -> bytes:
    """A file in the chart's own folder."""

    def own(path: str) -> bool:
        _, slash, name = path.partition("/")
        return bool(slash) and wanted(name)

    return next(iter(read_files(unpack(archive), own).values()), b"")


def _required(text: bytes) -> list[Dependency]:
    if not text or len(text) > LIST:
        return []
    import yaml  # only old charts need it

    try:
        return msgspec.convert(yaml.safe_load(text), _Dependent, strict=False).dependencies or []
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError, RecursionError, ValueError):
        return []
