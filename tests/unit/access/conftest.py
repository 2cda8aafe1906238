"""The services over one database, and short words for who asks for what."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from roadstead.db.database import Database
from roadstead.domain.access.keys import Keys
from roadstead.domain.access.model import Grant
from roadstead.domain.access.scopes import parse_scopes
from roadstead.domain.access.service import Access
from roadstead.domain.access.tokens import Tokens
from roadstead.domain.identity.model import Account
from roadstead.domain.identity.service import Identity
from roadstead.domain.projects.service import Projects
from roadstead.settings import Settings

PASSWORD = "Right-password-1"


class World:
    """Everything that access works with; `folder` is the node's."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.settings = Settings(data=str(folder), external_url="https://reg.example.org")
        self.identity = Identity(db)
        self.projects = Projects(db)
        self.keys = Keys(folder / "keys", self.settings.tokens.algorithm)
        self.tokens = Tokens(self.settings, self.keys)
        self.access = Access(db, self.identity, self.projects, self.tokens, self.settings)

    def account(self, name: str, *, sysadmin: bool = False) -> Account:
        """A new account."""
        return self.identity.create(name, PASSWORD, sysadmin=sysadmin)

    def bearer(self, account: Account | None, *scopes: str) -> bytes:
        """The header with a token that was asked for `scopes`."""
        token: str = self.access.token(account, parse_scopes(scopes))["token"]
        return b"Bearer " + token.encode()

    def grant(self, account: Account | None, *scopes: str) -> Grant:
        """What such a token gives."""
        return self.access.resolve(self.bearer(account, *scopes))

    def basic(self, name: str, password: str = PASSWORD) -> bytes:
        """The header with name and password."""
        return b"Basic " + base64.b64encode(f"{name}:{password}".encode())


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)
