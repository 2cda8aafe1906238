"""Grants are kept by their size: nobody fills the memory by asking for a great deal in many tokens."""

from __future__ import annotations

import gc
import tracemalloc

from roadstead.domain.access.scopes import parse_scopes
from roadstead.domain.access.service import Access
from tests.unit.access.conftest import World

TOKENS, SCOPES = 100, 90


def test_what_is_kept_is_counted(world: World) -> None:
    access: Access = world.access
    world.projects.create("library", public=True)
    names = [f"library/{number}" for number in range(SCOPES)]
    scopes = parse_scopes([f"repository:{name}:pull" for name in names])
    tokens = [f"Bearer {access.token(None, scopes)['token']}".encode() for _ in range(TOKENS)]
    assert access.resolve(tokens[0]).allows("library/7", "pull")
    gc.collect()
    before = access._grants.bytes
    tracemalloc.start()
    for token in tokens[1:]:
        access.resolve(bytes(bytearray(token)))
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert taken <= 1.2 * (access._grants.bytes - before)
