"""Forwarding the audit log: in order, each entry once or more, none lost, by one node at a time."""

from __future__ import annotations

import pytest

from roadstead.db.database import Database
from roadstead.db.tx import Tx
from roadstead.domain.audit import forward_store, forwarding
from roadstead.domain.audit.forwarding import LOT, UNSETTLED, Forwarding, Forwards, settled
from roadstead.domain.audit.model import Actor, Entry
from roadstead.domain.audit.service import forward, record
from roadstead.kit.clock import now_ms
from roadstead.outbound.endpoint import parse_endpoint
from tests.support.patience import eventually
from tests.support.syslog import Receiver

ADA = Actor("ada", "192.0.2.1")


def write(tx: Tx, many: int, name: str = "a") -> None:
    """So many entries."""
    record(tx, *(Entry(ADA, "create", "project", f"{name}{n}", success=n % 2 == 0) for n in range(many)))


def ids(tx: Tx) -> list[int]:
    """Of the entries in the database."""
    return [key for (key,) in tx.all("SELECT id FROM audit_log ORDER BY id LIMIT 10000")]


def node(database: Database, receiver: Receiver, *, kept: bool = True) -> Forwarding:
    """One that forwards to this receiver."""
    return Forwarding(database, lambda: Forwards(parse_endpoint(receiver.endpoint), kept))


def drain(one: Forwarding) -> None:
    """Until nothing is left to do."""
    while one.step():
        pass


@pytest.mark.parametrize("way", ["tcp", "udp"])
def test_what_is_written_from_the_beginning_on_arrives_in_order(database: Database, way: str) -> None:
    database.write(write, 3, "before")
    database.write(forward, True)
    receiver = Receiver(way)
    one = node(database, receiver)
    database.write(write, LOT + 50)
    drain(one)
    assert eventually(lambda: len(receiver.ids) == LOT + 50)
    assert receiver.ids == database.read(ids)[3:]
    first = dict(receiver.entries[0])
    assert first.pop("id") > 0
    assert first == {
        "username": "ada",
        "client_ip": "192.0.2.1",
        "operation": "create",
        "resource_type": "project",
        "resource": "a0",
        "project_id": 0,
        "operation_description": "",
        "operation_result": True,
    }
    assert receiver.severities[:2] == [6, 4]
    drain(one)
    database.write(write, 1)
    drain(one)
    assert eventually(lambda: receiver.ids == database.read(ids)[3:])


def test_what_cannot_be_sent_stays_until_it_can(database: Database) -> None:
    receiver = Receiver()
    database.write(forward, True)
    receiver.close()
    one = node(database, receiver, kept=False)
    database.write(write, 5)
    assert one.step() == 0
    assert len(database.read(ids)) == 5  # nobody has them yet, so they are still here
    again = Receiver(port=receiver.port)
    database.write(write, 5)
    assert eventually(lambda: one.step() == 10)
    assert len(again.ids) == 10
    assert database.read(ids) == []
    database.write(write, 1)  # a number is never given twice
    drain(one)
    assert len(set(again.ids)) == 11


def test_another_node_goes_on_where_one_was_killed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.write(forward, True)
    receiver = Receiver()
    one, other = node(database, receiver), node(database, receiver)
    database.write(write, 5)
    assert one.step() == 5
    database.write(write, 5)
    assert other.step() == 0  # the first is at it
    monkeypatch.setattr(forwarding, "now_ms", lambda: now_ms() + forwarding.HELD + 1)
    assert other.step() == 5
    assert receiver.ids == database.read(ids)
    assert not database.write(forward_store.advance, one.holder, 1)  # too late


def test_a_number_that_is_missing_is_waited_for(database: Database) -> None:
    now = 1_000_000
    rows = [(number, now) for number in (5, 6, 8, 9)]
    assert settled(4, rows, now) == rows[:2]
    assert settled(4, rows, now + UNSETTLED) == rows
    assert settled(3, rows, now) == []


def test_it_begins_anew_after_it_was_switched_off(database: Database) -> None:
    receiver = Receiver()
    one = node(database, receiver)
    database.write(forward, True)
    database.write(forward, False)
    database.write(write, 5)
    database.write(forward, True)
    database.write(forward, True)
    database.write(write, 2, "new")
    drain(one)
    assert [entry["resource"] for entry in receiver.entries] == ["new0", "new1"]
