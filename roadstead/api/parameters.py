"""Values of path, query and headers, checked against the contract before anything else is done with them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from roadstead.api.contract import Operation, Parameter
from roadstead.errors import Refusal

Value = str | int | bool
LONGEST = 2048
"""Characters of a value whose length the contract leaves open."""

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_FLAGS = {"true": True, "false": False, "1": True, "0": False, "t": True, "f": False}


def read(
    operation: Operation, path: Mapping[str, str], query: Mapping[str, str], headers: Mapping[str, str]
) -> dict[str, Value]:
    """Every value that was sent or has a default, by name. Raises Refusal that names parameter and rule."""
    found: dict[str, Value] = {}
    for parameter in operation.parameters:
        given = {"path": path, "query": query, "header": headers}[parameter.place]
        text = given.get(parameter.name.lower() if parameter.place == "header" else parameter.name)
        # An empty flag or number says as little as none at all.
        if text is None or (text == "" and parameter.place == "query" and parameter.type != "string"):
            if parameter.required:
                raise _wrong(operation, parameter, "is required")
            if parameter.default is not None:
                found[parameter.name] = parameter.default
        else:
            found[parameter.name] = _value(operation, parameter, text)
    return found


def _value(operation: Operation, parameter: Parameter, text: str) -> Value:
    if parameter.type == "boolean":
        flag = _FLAGS.get(text.lower())
        if flag is None:
            raise _wrong(operation, parameter, "must be true or false")
        return flag
    if parameter.type in ("integer", "number"):
        if _NUMBER.fullmatch(text) is None:
            raise _wrong(operation, parameter, "must be a whole number")
        return _bounded(operation, parameter, int(text))
    longest = parameter.maxlength or LONGEST
    if not (parameter.minlength or 0) <= len(text) <= longest:
        raise _wrong(operation, parameter, f"must have {parameter.minlength or 0} to {longest} characters")
    if parameter.enum is not None and text not in parameter.enum:
        raise _wrong(operation, parameter, f"must be one of {', '.join(parameter.enum)}")
    return text


def _bounded(operation: Operation, parameter: Parameter, number: int) -> int:
    if parameter.minimum is not None and number < parameter.minimum:
        raise _wrong(operation, parameter, f"must be at least {parameter.minimum}")
    if parameter.maximum is not None and number > parameter.maximum:
        raise _wrong(operation, parameter, f"must be at most {parameter.maximum}")
    return number


def _wrong(operation: Operation, parameter: Parameter, rule: str) -> Refusal:
    message = f"{parameter.name} in {parameter.place} {rule}"
    if parameter.place == "path" and 400 not in operation.codes and 422 not in operation.codes:
        return Refusal("NOT_FOUND", message)  # no thing has such an id
    return Refusal("UNPROCESSABLE_ENTITY" if 422 in operation.codes else "BAD_REQUEST", message)
