"""What is asked of an operation: what schemathesis makes up from the document, with values among it that are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from schemathesis import Case as CaseOf
from schemathesis import GenerationMode
from schemathesis.schemas import APIOperation

from tests.contract.examples import BODIES, QUERIES
from tests.contract.place import Place

Operation = APIOperation[Any, Any, Any, Any]
Case = CaseOf[Operation]


@dataclass
class Question:
    """A case as it was made up, and which of its values are to be known ones instead.

    `path` and `query`: a parameter's name → the how manieth of those known.
    """

    case: Case
    path: dict[str, int] = field(default_factory=dict)
    query: dict[str, int] = field(default_factory=dict)
    body: str = "made up"

    def at(self, place: Place) -> Case:
        """The case as it is put at the place."""
        case, operation = self.case, self.case.operation
        path = dict(case.path_parameters or {})
        for name in path:
            if name in self.path or _kept(operation.method, name, path[name], place):
                known = place.known(name, operation.path)
                path[name] = known[self.path.get(name, 0) % len(known)] if known else path[name]
        query = dict(case.query or {})
        for name, choice in self.query.items():
            query[name] = QUERIES[name][choice % len(QUERIES[name])]
        return operation.Case(
            method=case.method,
            path_parameters=path,
            query=query,
            headers=dict(case.headers or {}),
            body=self._body(place),
            media_type=case.media_type,
        )

    def _body(self, place: Place) -> Any:
        example = BODIES.get(identifier(self.case.operation))
        made_up = self.case.body
        if example is None or self.body == "made up":
            return made_up
        known = example(place)
        if self.body == "known" or not isinstance(made_up, dict):
            return known
        if self.body == "known first":
            return {**made_up, **known}
        kept = list(known)[: len(known) // 2]
        return {**known, **made_up, **{name: known[name] for name in kept}}


def identifier(operation: Operation) -> str:
    """The operation's id."""
    return str(operation.definition.raw["operationId"])


def good(operation: Operation) -> Question:
    """Nothing but what must be there, all of it known."""
    path = {one.name: 0 for one in operation.path_parameters}
    query = {one.name: 0 for one in operation.query if one.is_required}
    case = operation.Case(
        path_parameters=dict.fromkeys(path, "?"),
        media_type="application/json" if len(operation.body) else None,
    )
    return Question(case, path, query, "known")


@st.composite
def questions(draw: st.DrawFn, operation: Operation, modes: tuple[GenerationMode, ...]) -> Question:
    """One right by the document, or wrong in some way; most of the path is known, else all would end there."""
    case = draw(operation.as_strategy(generation_mode=draw(st.sampled_from(modes))))
    choice = st.none() | st.integers(0, 5)
    path = {one.name: draw(st.integers(-1, 5)) for one in operation.path_parameters}
    query = {one.name: draw(choice) for one in operation.query if one.name in QUERIES}
    return Question(
        case,
        {name: one for name, one in path.items() if one >= 0},
        {name: one for name, one in query.items() if one is not None},
        draw(st.sampled_from(["made up", "known", "known first", "made up first"])),
    )


def _kept(method: str, name: str, value: object, place: Place) -> bool:
    """Whether it is one of those who ask: nobody is to change these."""
    last = {"user_id": place.world.last_user, "robot_id": place.world.last_robot}.get(name)
    text = str(value)
    return method.upper() != "GET" and last is not None and text.isdigit() and int(text) <= last
