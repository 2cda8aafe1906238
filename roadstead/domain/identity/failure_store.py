"""The SQL of tries to log in: a row for each name and address, for each name from anywhere (address ''), and for
each address with whatever names (principal '')."""

from __future__ import annotations

from roadstead.db.tx import Row, Tx

ANYWHERE = ""
ANYBODY = ""


def read(tx: Tx, principal: str, address: str) -> list[Row]:
    """(principal, address, failures, tried_at, locked_until, right_at) of the pair, the name and the address."""
    return tx.all(
        "SELECT principal, address, failures, tried_at, locked_until, right_at FROM login_failure"
        " WHERE (principal = ? AND address IN (?, ?)) OR (principal = ? AND address = ?)",
        principal,
        address,
        ANYWHERE,
        ANYBODY,
        address,
    )


def count(tx: Tx, principal: str, address: str, now: int, stale: int) -> int:
    """The failures with this one; they begin anew when the last try and lock ended before `stale`."""
    failures: int = tx.value(
        "INSERT INTO login_failure (principal, address, failures, tried_at) VALUES (?, ?, 1, ?)"
        " ON CONFLICT (principal, address) DO UPDATE SET tried_at = excluded.tried_at, failures ="
        " CASE WHEN login_failure.tried_at < ? AND login_failure.locked_until < ? THEN 1"
        " ELSE login_failure.failures + 1 END RETURNING failures",
        principal,
        address,
        now,
        stale,
        stale,
    )
    return failures


def count_address(tx: Tx, address: str, now: int, burst: int, each: int) -> None:
    """One more failure of whatever name: `each` milliseconds of waiting, the first `burst` of which are free."""
    tx.run(
        "INSERT INTO login_failure (principal, address, failures, tried_at, locked_until) VALUES (?, ?, 1, ?, ?)"
        " ON CONFLICT (principal, address) DO UPDATE SET tried_at = excluded.tried_at,"
        " failures = login_failure.failures + 1, locked_until = CASE WHEN login_failure.locked_until"
        " < excluded.locked_until THEN excluded.locked_until ELSE login_failure.locked_until + ? END",
        ANYBODY,
        address,
        now,
        now - burst + each,
        each,
    )


def lock(tx: Tx, principal: str, address: str, until: int) -> None:
    """No try counts before `until`."""
    tx.run(
        "UPDATE login_failure SET locked_until = ? WHERE principal = ? AND address = ?",
        until,
        principal,
        address,
    )


def tried(tx: Tx, principal: str, address: str, now: int) -> None:
    """A try that did not count."""
    tx.run(
        "INSERT INTO login_failure (principal, address, tried_at) VALUES (?, ?, ?)"
        " ON CONFLICT (principal, address) DO UPDATE SET tried_at = excluded.tried_at",
        principal,
        address,
        now,
    )


def right(tx: Tx, principal: str, address: str, now: int) -> None:
    """The password was right: the pair's failures are forgotten."""
    tx.run(
        "INSERT INTO login_failure (principal, address, tried_at, right_at) VALUES (?, ?, 0, ?)"
        " ON CONFLICT (principal, address) DO UPDATE SET right_at = excluded.right_at, failures = 0, locked_until = 0",
        principal,
        address,
        now,
    )


def forget(tx: Tx, principal: str) -> None:
    """As if nobody had ever tried the name."""
    tx.run("DELETE FROM login_failure WHERE principal = ?", principal)


def clear(tx: Tx, failed_before: int, right_before: int, most: int) -> None:
    """Drop some of what says nothing any more."""
    old = (
        "DELETE FROM login_failure WHERE (principal, address) IN (SELECT principal, address FROM login_failure"
        " WHERE right_at {} AND {} < ? LIMIT ?)"
    )
    tx.run(old.format("= 0", "tried_at"), failed_before, most)
    tx.run(old.format("> 0", "right_at"), right_before, most)
