"""Forms in a request's body: `application/x-www-form-urlencoded`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from roadstead.errors import Refusal
from roadstead.server.bodies import read_body
from roadstead.server.http import Request

BYTES = 64 << 10
FIELDS = 100

Form = Mapping[str, Sequence[str]]


async def read_form(request: Request) -> Form:
    """Every value of each field. Raises Refusal BAD_REQUEST, REQUEST_ENTITY_TOO_LARGE."""
    body = await read_body(request, BYTES, "form")
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError:
        raise Refusal("BAD_REQUEST", f"form: percent-coded UTF-8, at most {FIELDS} fields") from None


def field(form: Form, name: str) -> str:
    """The field's one value. Raises Refusal BAD_REQUEST when there is none, or several."""
    values = form.get(name, ())
    if len(values) != 1:
        raise Refusal("BAD_REQUEST", f"{name}: send it once")
    return values[0]
