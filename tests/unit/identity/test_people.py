"""What is said of people, on both databases."""

from __future__ import annotations

from roadstead.db.database import Database
from roadstead.domain.identity.model import Details
from roadstead.domain.identity.people import People
from roadstead.domain.identity.service import Identity

PASSWORD = "Right-password-1"


def test_all_are_told_of_page_by_page(database: Database) -> None:
    identity, people = Identity(database), People(database)
    for name in ("bob", "ada", "cy"):
        identity.create(name, PASSWORD, details=Details(f"{name}@example.org"))
    identity.delete(3)
    assert [(one.username, one.email) for one in people.all()] == [
        ("ada", "ada@example.org"),
        ("bob", "bob@example.org"),
    ]
