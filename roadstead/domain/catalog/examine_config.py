"""What an artifact's configuration says of it: `extra_attrs` of the API, from a blob that anybody may have sent.

Only what is given out is made into objects; the rest of the text is passed over, however much there is of it.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw

from roadstead.domain.catalog import kinds

LARGEST = 4 << 20
"""Bytes of a configuration that is looked at."""
KEPT = 64 << 10
"""Bytes of JSON that are kept of it: lists give out those of a hundred artifacts."""

_WRONG = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError, TypeError)


class _Image(msgspec.Struct):
    """OCI image specification, "Image Configuration"; Docker's has the same names."""

    architecture: Raw = Raw()
    os: Raw = Raw()
    author: Raw = Raw()
    created: Raw = Raw()
    config: Raw = Raw()


# msgspec learns a type at its first use, and two threads that do so at once end the process: learn it here.
_image = msgspec.json.Decoder(_Image)
_object = msgspec.json.Decoder(dict[str, Any])


def attributes(kind: str, config: bytes) -> str | None:
    """JSON of `extra_attrs`, at most `KEPT` bytes; None when the configuration is broken or says nothing."""
    try:
        found = _of_image(config) if kind == kinds.IMAGE else _whole(config)
        text = msgspec.json.encode(found)
    except _WRONG:
        return None
    return text.decode() if found and len(text) <= KEPT else None


def _of_image(config: bytes) -> dict[str, Any]:
    read = _image.decode(config)
    said = {name: _text(getattr(read, name)) for name in ("architecture", "os", "author", "created")}
    found: dict[str, Any] = {name: value or "" for name, value in said.items() if value or name != "created"}
    return {**found, **_settings(read.config)}


def _settings(written: Raw) -> dict[str, Any]:
    """What containers of the image begin with; left out when it is no object, or too much."""
    if not 2 < memoryview(written).nbytes < KEPT - 4096:
        return {}
    try:
        return {"config": _object.decode(written)}
    except _WRONG:
        return {}


def _text(written: Raw) -> str | None:
    try:
        return msgspec.json.decode(written, type=str)[:1024]
    except _WRONG:
        return None


def _whole(config: bytes) -> dict[str, Any]:
    return _object.decode(config) if len(config) <= KEPT else {}
