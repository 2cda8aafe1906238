"""A1, A9: ids of another project and of other people open nothing on the API, and look like ids of nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from roadstead.api.contract import Operation
from tests.security.conftest import Reply
from tests.security.town import BELOW_SOMETHING, EVERY, OPERATIONS, Town, Values, body_of, difference, names_of, state

REFUSED = (400, 401, 403, 404)
FOR_EVERYBODY = {"getIcon"}
"""What has no owner."""
NEW = {"CopyArtifact": ("repository_name",)}
"""What a request may bring into being."""
CALLERS = [None, "stranger", "mary"]


def mixed(town: Town, names: list[str], other: Values) -> Iterator[dict[str, str]]:
    """The owner's own values with at least one that is not, in every way that there is."""
    for own in itertools.product((True, False), repeat=len(names)):
        if not all(own):
            yield dict(town.mine) | {name: other[name] for name, is_own in zip(names, own, strict=True) if not is_own}


def said(reply: Reply, *values: Values) -> str:
    """What an answer says, whatever it was asked for."""
    fields = [field for field in reply.fields if field[0] != "content-length"]
    text = reply.body.decode()
    for one in sorted({value for some in values for value in some.values()}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", "VALUE", text)
    return f"{reply.status} {fields} {text}"


def owned(operation: Operation) -> list[str]:
    """The parameters that name what belongs to somebody."""
    return [
        name for name in names_of(operation) if name not in NEW.get(operation.id, ("addition", "meta_name", "job_type"))
    ]


def test_no_operation_is_left_out() -> None:
    """A new parameter of a path, and a new body, need their lines in tests/security/town.py."""
    assert [one.id for one in EVERY if one not in OPERATIONS] == []


@pytest.mark.parametrize("operation", BELOW_SOMETHING, ids=lambda one: one.id)
def test_what_is_others_is_like_what_is_nowhere(town: Town, operation: Operation) -> None:
    if operation.id in FOR_EVERYBODY:
        return
    names = owned(operation)
    before = state(town.site.server)
    for who in CALLERS:
        pairs = zip(mixed(town, names, town.theirs), mixed(town, names, town.absent), strict=True)
        for foreign, absent in pairs:
            told = set()
            for values in (foreign, absent):
                body = body_of(operation, town.mine)
                reply = town.ask(operation, values, who, body, {"from": f"ours/app1:{town.mine['tag_name']}"})
                assert reply.status in REFUSED, (who, values, reply)
                told.add(said(reply, {name: values[name] for name in names}))
            assert len(told) == 1, (who, foreign, told)
    assert difference(before, state(town.site.server)) == {}


@pytest.mark.parametrize("operation", BELOW_SOMETHING, ids=lambda one: one.id)
def test_numbers_of_projects_are_like_names(town: Town, operation: Operation) -> None:
    if "project_name_or_id" not in names_of(operation):
        return
    for who in (None, "stranger"):
        told = set()
        for values in (town.theirs, town.absent):
            project_id = values["project_id"]
            reply = town.ask(
                operation, {**values, "project_name_or_id": project_id}, who, body_of(operation, town.mine)
            )
            assert reply.status in (401, 403), (who, reply)
            told.add(said(reply, {"id": project_id}, values))
        assert len(told) == 1, (who, told)
