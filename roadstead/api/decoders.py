"""Decoders of bodies, made one at a time: two threads at once in which msgspec learns a type end the process."""

from __future__ import annotations

import threading
from typing import TypeVar, cast

import msgspec

T = TypeVar("T")

_made: dict[object, msgspec.json.Decoder[object]] = {}
_making = threading.Lock()


def decode(body: bytes, kind: type[T]) -> T:
    """The body as `kind`. Raises what msgspec raises."""
    decoder = _made.get(kind)
    if decoder is None:
        with _making:
            decoder = _made.setdefault(kind, msgspec.json.Decoder(kind))
    return cast(T, decoder.decode(body))
