"""JSON as a manifest may be: one meaning for every reader, and bounded before it is read.

Readers disagree on doubled names, NaN, half surrogates and depth; such a text is refused, so that
what the registry checks is what every client sees.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NoReturn

from roadstead.errors import Refusal

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")  # as signed bytes: one deeper, one back
_OTHERS = bytes(set(range(256)) - set(b"[{]}"))


def read(body: bytes, depth: int, containers: int) -> Any:
    """The value of a JSON text in UTF-8, of at most `depth` nested and `containers` objects and arrays.

    Raises Refusal MANIFEST_INVALID that says what is wrong.
    """
    _check_shape(body, depth, containers)
    try:
        document = _DECODER.decode(body.decode())
    except UnicodeDecodeError as error:
        raise invalid(f"the body is not UTF-8, at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise invalid(f"the body is not JSON: {error.msg} at character {error.pos}") from None
    except ValueError:  # more digits than Python turns into an integer
        raise invalid("a number in the body has too many digits") from None
    if b"\\u" in body:  # the only way that such characters get in
        _check_characters(document)
    return document


def invalid(message: str) -> Refusal:
    """The refusal of a manifest."""
    return Refusal("MANIFEST_INVALID", message)


def _check_shape(body: bytes, depth: int, containers: int) -> None:
    """Refuses depth and number before the parser allocates or recurses."""
    if body.count(b"{") + body.count(b"[") <= min(depth, containers):
        return
    steps = _STRING.sub(b"", body).translate(_STEPS, _OTHERS)
    if steps.count(1) > containers:
        raise invalid(f"the body has more than {containers} JSON objects and arrays")
    levels = accumulate(memoryview(steps).cast("b"))
    if next(filter(depth.__lt__, levels), None) is not None:
        raise invalid(f"the body is nested deeper than {depth} levels")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        doubled = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise invalid(f"the name {doubled[:80]!r} occurs twice in one JSON object")
    return found


def _constant(text: str) -> NoReturn:
    raise invalid(f"the body is not JSON: {text} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def _check_characters(document: Any) -> None:
    """Refuses NUL, which databases do not hold, and half surrogates, which are no text."""
    for text in _strings(document):
        if "\0" in text:
            raise invalid("a string in the body holds the character NUL")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise invalid("a string in the body holds half of a surrogate pair") from None


def _strings(document: Any) -> Iterator[str]:
    """Every string in the document, names too."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
