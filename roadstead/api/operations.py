"""The operations that are answered: each with its guard and its handler."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from roadstead.api import contract
from roadstead.api.call import Call
from roadstead.api.guards import Guard
from roadstead.api.reply import Reply

Handler = Callable[[Call], Reply]


class Answered(msgspec.Struct, frozen=True):
    """An operation of the contract and who answers it."""

    operation: contract.Operation
    guard: Guard
    handler: Handler


ANSWERED: dict[str, Answered] = {}
"""By the operation's id; filled as the files of the tags are imported."""


def operation(name: str, guard: Guard) -> Callable[[Handler], Handler]:
    """The decorated function answers this operation of the contract, to those that the guard lets in.

    It runs in a worker thread and may block; one unit of work.
    """

    def add(handler: Handler) -> Handler:
        assert name not in ANSWERED, f"{name} is answered twice"
        ANSWERED[name] = Answered(contract.operations()[name], guard, handler)
        return handler

    return add
