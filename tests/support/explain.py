"""How a database goes about a statement: what it would read from end to end, and what it would sort."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql as words

from tests.support.statements import Statement

SORTS = ("Sort", "Incremental Sort")
LAZY = ("seqscan", "sort", "hashjoin", "mergejoin", "material")
SCANS = ("Index Scan", "Index Only Scan", "Bitmap Index Scan")


def toil(url: str, statement: Statement, *, possible: bool = False) -> list[str]:
    """What the database would do the hard way, as `scan of TABLE` and `sort`; none when indexes serve.

    A planner reads and sorts a small table rather than look into its index; `possible` asks whether it could do
    without.
    """
    if url.startswith("sqlite:///"):
        return _sqlite(url.removeprefix("sqlite:///"), statement)
    return _postgres(url, statement, possible)


def _sqlite(path: str, statement: Statement) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.args).fetchall()
    finally:
        connection.close()
    found, own = [], {"CONSTANT"}
    recursive = {number for number, _, _, step in rows if step == "RECURSIVE STEP"}
    for _, above, _, step in rows:
        first, _, rest = step.partition(" ")
        if above in recursive and first == "SCAN":
            continue  # the row that the step goes on from
        if first in ("CO-ROUTINE", "MATERIALIZE"):
            own.add(rest.split()[0])  # what the statement made itself
        elif "TEMP B-TREE FOR ORDER BY" in step:
            found.append("sort")
        elif first == "SCAN" and rest.split()[0] not in own:
            found.append(f"scan of {rest.split()[0]}")
    return found


def _postgres(url: str, statement: Statement, possible: bool) -> list[str]:
    """With the plan for these parameters, and with the one for any that a prepared statement comes to use."""
    numbers = itertools.count(1)
    text = "".join(f"${next(numbers)}" if letter == "?" else letter for letter in statement.sql)
    literals = words.SQL(", ").join(map(words.Literal, statement.args))
    execute = words.SQL("EXECUTE it({})").format(literals) if statement.args else words.SQL("EXECUTE it")
    found: dict[str, None] = {}
    with psycopg.connect(url) as connection:
        connection.execute(f"PREPARE it AS {text}".encode())
        if possible:
            for way in LAZY:
                connection.execute(f"SET LOCAL enable_{way} = off".encode())
        for mode in ("force_custom_plan", "force_generic_plan"):
            connection.execute(f"SET LOCAL plan_cache_mode = {mode}".encode())
            row = connection.execute(words.SQL("EXPLAIN (FORMAT JSON) {}").format(execute)).fetchone()
            assert row is not None
            found.update(dict.fromkeys(_heavy(row[0][0]["Plan"])))
        connection.rollback()
    return list(found)


def _heavy(node: dict[str, Any]) -> Iterator[str]:
    kind = node["Node Type"]
    if kind == "Seq Scan" or (kind in SCANS and "Index Cond" not in node):
        yield f"scan of {node.get('Relation Name') or node.get('Index Name')}"
    elif kind in SORTS:
        yield "sort"
    for inner in node.get("Plans", []):
        yield from _heavy(inner)
