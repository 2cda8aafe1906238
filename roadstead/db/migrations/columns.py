"""The columns that tables are made of, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def big() -> sa.types.TypeEngine[int]:
    """64 bits; INTEGER on SQLite, where only that name makes a row id."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key() -> sa.Column[int]:
    """The row's id."""
    return sa.Column("id", big(), sa.Identity(), primary_key=True, autoincrement=True)


def ref(name: str, target: str, *, nullable: bool = False, ondelete: str = "RESTRICT") -> sa.Column[int]:
    """The id of a row of `target` (`table.column`)."""
    return sa.Column(name, big(), sa.ForeignKey(target, ondelete=ondelete), nullable=nullable)


def number(name: str, default: int | None = None, *, nullable: bool = False) -> sa.Column[int]:
    """A whole number of 64 bits: a count, a time, 0 or 1 for no or yes."""
    server_default = None if default is None else sa.text(str(default))
    return sa.Column(name, big(), nullable=nullable, server_default=server_default)


def text(name: str, *, nullable: bool = False, default: str | None = None) -> sa.Column[str]:
    """Text, in byte order."""
    # "C" makes PostgreSQL order by bytes, as SQLite does and as `last=` in tag lists means it.
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=nullable, server_default=default)


def table(name: str, *parts: sa.schema.SchemaItem, ids: bool = False) -> None:
    """A new table; with `ids` its ids are never used again."""
    op.create_table(name, *parts, sqlite_autoincrement=ids)


def index(name: str, table_name: str, columns: list[str], *, where: str | None = None, unique: bool = False) -> None:
    """An index, of those rows that `where` names."""
    only = None if where is None else sa.text(where)
    op.create_index(name, table_name, columns, unique=unique, sqlite_where=only, postgresql_where=only)
