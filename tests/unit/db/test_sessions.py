"""PostgreSQL: who is gone keeps nobody waiting for ever, and what the server cannot do now is tried again later."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from roadstead.db import sessions
from roadstead.db.database import Database, open_database
from roadstead.db.tx import Tx, Unavailable
from tests.support.databases import close_soon
from tests.support.postgres import Postgres

SECONDS = 20.0
NAME = "team"


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture
def nodes(url: str, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Two nodes on one database that holds a project."""
    here, there = (open_database(url, tmp_path / name) for name in ("here", "there"))
    here.write(lambda tx: tx.run("INSERT INTO project (name, created_at) VALUES (?, 0)", NAME))
    yield here, there
    for node in (here, there):
        close_soon(node)


def change(tx: Tx) -> None:
    tx.run("UPDATE project SET created_at = created_at + 1 WHERE name = ?", NAME)


def outcome(work: Callable[[], object]) -> list[str]:
    """How it ended, in a list that is empty as long as it has not."""
    found: list[str] = []

    def run() -> None:
        try:
            work()
        except Unavailable:
            found.append("unavailable")
        else:
            found.append("done")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(SECONDS)
    return found


def test_a_lock_that_is_never_let_go(
    nodes: tuple[Database, Database], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "LOCK_SECONDS", 0.1)
    here, there = nodes
    with psycopg.connect(url) as holder:
        holder.execute("UPDATE project SET created_at = 5")
        assert outcome(lambda: there.write(change)) == ["unavailable"]
    assert outcome(lambda: there.write(change)) == ["done"]
    assert here.read(lambda tx: tx.value("SELECT created_at FROM project")) == 6


def test_a_node_that_is_paused_in_a_transaction(
    nodes: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "IDLE_SECONDS", 0.1)
    node, paused = nodes
    begun, done = threading.Event(), threading.Event()

    def pause(tx: Tx) -> None:
        change(tx)
        begun.set()
        done.wait(SECONDS)

    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(outcome(lambda: paused.write(pause))))
    thread.start()
    begun.wait(SECONDS)
    assert outcome(lambda: node.write(change)) == ["done"]
    done.set()
    thread.join()
    assert found == [["unavailable"]]
    assert node.read(lambda tx: tx.value("SELECT created_at FROM project")) == 1


def test_a_server_that_is_cut_off_is_noticed(url: str) -> None:
    with sessions.connect(url) as session, socket.socket(fileno=session.fileno()) as sock:
        assert 0 < sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) <= 15_000
        options = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
        idle, interval, count = (sock.getsockopt(socket.IPPROTO_TCP, option) for option in options)
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert idle + interval * count <= 15
        sock.detach()


def test_the_url_has_the_last_word(url: str) -> None:
    given = f"{url}?options=-c%20lock_timeout%3D7&keepalives_idle=99"
    with sessions.connect(given) as session:
        assert session.execute("SHOW lock_timeout").fetchone() == ("7ms",)
        assert session.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("30s",)


def test_a_server_that_takes_no_changes_now(nodes: tuple[Database, Database], url: str) -> None:
    """As a standby does until it is told to take over."""
    here, _ = nodes
    name = url.rpartition("/")[2].encode()
    with psycopg.connect(url, autocommit=True) as admin:
        for command in (b"SET default_transaction_read_only = on", b"RESET default_transaction_read_only"):
            admin.execute(b"SET default_transaction_read_only = off")
            admin.execute(b"ALTER DATABASE " + name + b" " + command)
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            expected = ["unavailable"] if command.startswith(b"SET") else ["done"]
            assert outcome(lambda: here.write(change)) == expected


def test_a_word_that_nobody_understands_makes_no_node_deaf(nodes: tuple[Database, Database], url: str) -> None:
    here, there = nodes
    slot = here.generations.slot("repository:a/b")
    with psycopg.connect(url, autocommit=True) as stranger:
        for word in ("", "x", "1,,", "99999999999", "-1", "²"):
            stranger.execute("SELECT pg_notify('roadstead_generations', %s)", (word,))
    deadline = time.monotonic() + SECONDS
    before = there.generations.values[slot]
    while there.generations.values[slot] == before:
        assert time.monotonic() < deadline
        here.write(lambda tx: tx.touch("repository:a/b"))
        time.sleep(0.05)
