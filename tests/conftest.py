"""Fixtures that every suite may use."""

from tests.support.databases import database, database_url, migrated_sqlite, postgres

__all__ = ["database", "database_url", "migrated_sqlite", "postgres"]
