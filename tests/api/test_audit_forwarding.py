"""The audit log forwarded to a syslog server, while servers are killed and receivers go and come."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.patience import eventually
from tests.support.server import Server
from tests.support.syslog import Receiver

ENDPOINT, SKIP = "audit_log_forward_endpoint", "skip_audit_log_database"


def configure(admin: Api, **given: Any) -> None:
    """Set these keys."""
    answer = admin.put("/configurations", given)
    assert answer.status == 200, answer.body


def labels(admin: Api, *names: str) -> list[str]:
    """Make labels, each of which is an entry; their names."""
    for name in names:
        assert admin.post("/labels", {"name": name, "scope": "g"}).status == 201
    return list(names)


def arrived(receiver: Receiver) -> list[str]:
    """Names of the labels that the receiver was told of, in this order and each once."""
    told = {one["id"]: one["resource"] for one in receiver.entries if one["resource_type"] == "label"}
    return [told[key] for key in sorted(told)]


def in_database(admin: Api) -> list[str]:
    """Names of the labels in the audit log."""
    answer = admin.get("/auditlog-exts", q="resource_type=label", sort="op_time", page_size=100)
    return [one["resource"] for one in answer.json]


@pytest.mark.parametrize("way", ["tcp", "udp"])
def test_entries_arrive_while_they_are_kept(admin: Api, way: str) -> None:
    receiver = Receiver(way)
    configure(admin, **{ENDPOINT: receiver.endpoint})
    made = labels(admin, f"{way}-1", f"{way}-2")
    assert eventually(lambda: arrived(receiver) == made)
    assert receiver.entries[0]["operation_description"] == ENDPOINT  # the first that there was to tell
    assert set(made) <= set(in_database(admin))
    configure(admin, **{ENDPOINT: ""})
    labels(admin, f"{way}-unheard")
    receiver.close()


def test_a_kill_leaves_no_gap_and_what_has_arrived_is_kept_there_alone(server: Server, admin: Api) -> None:
    receiver = Receiver()
    configure(admin, **{ENDPOINT: receiver.endpoint, SKIP: True})
    made = labels(admin, "one", "two")
    assert eventually(lambda: arrived(receiver) == made)
    assert eventually(lambda: not {"one", "two"} & set(in_database(admin)))
    receiver.close()
    made += labels(admin, "three", "four")
    server.kill()
    server.run()
    made += labels(admin, "five")
    assert {"three", "four", "five"} <= set(in_database(admin))  # nobody else has them
    again = Receiver(port=receiver.port)
    assert eventually(lambda: arrived(again) == made[2:], 60)
    assert eventually(lambda: not set(made) & set(in_database(admin)))
    assert admin.put("/configurations", {ENDPOINT: ""}).error[:2] == (400, "BAD_REQUEST")
    configure(admin, **{ENDPOINT: "", SKIP: False})
    again.close()
