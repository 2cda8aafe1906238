"""What an AI model has to say (CNCF ModelPack): its files, and the documents that lie among its layers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

import msgspec

from roadstead.kit.archives import FILE, ArchiveError, read_files, unpack
from roadstead.oci.descriptor import Descriptor

DEPTH = 32
"""Folders in folders that are told of; what lies deeper keeps the rest of its path as its name."""

_DOCUMENT = re.compile(r"application/vnd\.(?:cncf|cnai)\.model\.doc\.v1\.(?P<form>raw|tar|tar\+gzip)")
_PATH = ("org.cncf.model.filepath", "org.cnai.model.filepath")
_METADATA = ("org.cncf.model.file.metadata+json", "org.cnai.model.file.metadata+json")

README = re.compile(r"readme(\.md)?", re.IGNORECASE)
LICENSE = re.compile(r"licen[sc]e(\.(md|txt))?", re.IGNORECASE)


class File(msgspec.Struct, omit_defaults=True):
    """A file or (`children`) a folder, as the API gives it out; `size` in bytes."""

    name: str
    type: str
    size: int | None = None
    children: list[File] | None = None


class _Metadata(msgspec.Struct):
    size: int


_metadata = msgspec.json.Decoder(_Metadata)


def document(layers: Sequence[Descriptor], name: re.Pattern[str]) -> Descriptor | None:
    """The layer that holds the document of that name."""
    return next((one for one in layers if _DOCUMENT.fullmatch(one.media_type) and name.fullmatch(_base(one))), None)


def read_document(layer: Descriptor, name: re.Pattern[str], content: Iterable[bytes]) -> bytes:
    """The document in the layer. Raises ArchiveError."""
    form = _DOCUMENT.fullmatch(layer.media_type)
    if form is not None and form["form"] == "raw":
        return _whole(content)
    plain = unpack(content) if form is not None and form["form"] == "tar+gzip" else content
    found = read_files(plain, lambda path: name.fullmatch(posixpath.basename(path)) is not None)
    return next(iter(found.values()), b"")


def files(layers: Iterable[Descriptor]) -> bytes:
    """JSON of the tree of files, by name."""
    top = File("", "directory", children=[])
    folders: dict[tuple[str, ...], File] = {(): top}
    for layer in layers:
        *above, name = _segments(_path(layer))
        for end in range(1, len(above) + 1):
            if tuple(above[:end]) not in folders:
                folder = folders[tuple(above[:end])] = File(above[end - 1], "directory", children=[])
                _below(folders[tuple(above[: end - 1])]).append(folder)
        if name:
            _below(folders[tuple(above)]).append(File(name, "file", _size(layer)))
    for folder in folders.values():
        _below(folder).sort(key=lambda one: one.name)
    return msgspec.json.encode(top.children)


def _below(folder: File) -> list[File]:
    assert folder.children is not None
    return folder.children


def _whole(content: Iterable[bytes]) -> bytes:
    found = bytearray()
    for piece in content:
        found += piece
        if len(found) > FILE:
            raise ArchiveError(f"the document has more than {FILE} bytes")
    return bytes(found)


def _said(layer: Descriptor, names: Iterable[str]) -> str:
    annotations = layer.annotations or {}
    return next((annotations[name] for name in names if name in annotations), "")


def _path(layer: Descriptor) -> str:
    return _said(layer, _PATH)


def _base(layer: Descriptor) -> str:
    return posixpath.basename(_path(layer))


def _segments(path: str) -> list[str]:
    parts = [part for part in path.split("/", DEPTH) if part not in ("", ".")]
    return parts or [""]


def _size(layer: Descriptor) -> int:
    try:
        return _metadata.decode(_said(layer, _METADATA)).size
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return layer.size
