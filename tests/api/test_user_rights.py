"""Who may do what with people: each operation by each kind of caller, and ids that are somebody else's or nobody's."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from urllib.parse import quote

import pytest

from tests.support.api import Answer, Api
from tests.support.server import Server

PASSWORD = "Right-password-1"
OTHER = "Other-password-2"
numbers = count(1)

Ask = Callable[[Api, int], Answer]
OPERATIONS: dict[str, tuple[Ask, str]] = {
    # what is asked, of which user: who may: a administrators, s the user, e everybody signed in
    "listUsers": (lambda api, _: api.get("/users"), "a"),
    "searchUsers": (lambda api, _: api.get("/users/search", username="zz"), "ase"),
    "getUser": (lambda api, of: api.get(f"/users/{of}"), "as"),
    "getCurrentUserInfo": (lambda api, _: api.get("/users/current"), "ase"),
    "getCurrentUserPermissions": (lambda api, _: api.get("/users/current/permissions"), "ase"),
    "createUser": (lambda api, _: api.post("/users", {}), "a"),
    "updateUserProfile": (lambda api, of: api.put(f"/users/{of}", {}), "as"),
    "updateUserPassword": (lambda api, of: api.put(f"/users/{of}/password", {"new_password": "x"}), "as"),
    "setUserSysAdmin": (lambda api, of: api.put(f"/users/{of}/sysadmin", {}), "a"),
    "setCliSecret": (lambda api, of: api.put(f"/users/{of}/cli_secret", {}), "as"),
    "deleteUser": (lambda api, _: api.delete("/users/99999"), "a"),
    "listUserSessions": (lambda api, of: api.get(f"/users/{of}/sessions"), "as"),
    "deleteUserSession": (lambda api, of: api.delete(f"/users/{of}/sessions/99999"), "as"),
    "deleteUserSessions": (lambda api, of: api.delete(f"/users/{of}/sessions"), "as"),
}


@pytest.fixture(scope="module")
def people(server: Server) -> tuple[int, Api, Api]:
    """(id of one, that one, another)."""
    admin = Api(server)
    one, other = (f"one{next(numbers)}", f"other{next(numbers)}")
    user_id, _ = (admin.post("/users", {"username": name, "password": PASSWORD}).new_id for name in (one, other))
    return user_id, Api(server, one, PASSWORD), Api(server, other, PASSWORD)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_operation_is_for_those_who_may(
    admin: Api, nobody: Api, people: tuple[int, Api, Api], operation: str
) -> None:
    ask, who = OPERATIONS[operation]
    user_id, one, other = people
    assert ask(nobody, user_id).error[:2] == (401, "UNAUTHORIZED")
    for letter, api in (("a", admin), ("s", one), ("e", other)):
        answer = ask(api, user_id)
        refused = answer.status == 403 and "is not allowed to do this" in answer.error[2]
        assert refused == (letter not in who), (letter, answer.status, answer.body)


def test_ids_of_others_say_no_more_than_ids_of_nobody(people: tuple[int, Api, Api]) -> None:
    other = people[2]
    for of in (1, 99999, 0, 2**53):
        for ask, who in OPERATIONS.values():
            if who == "as":
                there, nowhere = ask(other, of), ask(other, 12345678)
                assert (there.status, there.body) == (nowhere.status, nowhere.body) == (403, nowhere.body)


@pytest.mark.parametrize("of", ["0", "-1", "99999", "x", "1.5", "9" * 30, "%00", quote("1 OR 1=1"), "1%2F2"])
def test_an_id_that_is_none_is_nobody(admin: Api, of: str) -> None:
    answers = [
        admin.get(f"/users/{of}"),
        admin.put(f"/users/{of}", {"comment": "x"}),
        admin.put(f"/users/{of}/sysadmin", {"sysadmin_flag": True}),
        admin.put(f"/users/{of}/password", {"new_password": OTHER}),
        admin.delete(f"/users/{of}"),
    ]
    assert {answer.status for answer in answers} <= {400, 404}, [answer.body for answer in answers]
