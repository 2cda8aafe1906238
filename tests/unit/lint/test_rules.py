"""Each rule finds what it is there for, where it is, and leaves the rest alone."""

from __future__ import annotations

from types import ModuleType

import pytest

from tools.lint import danger, docstrings, doors, ignores, names, network, size, sql
from tools.lint.source import Source

CATALOG = "roadstead/domain/catalog/service.py"

FOUND = [
    (sql, CATALOG, 'tx.one("SELECT id FROM tag")'),
    (sql, CATALOG, 'tx.run("INSERT INTO tag (name) VALUES (?)", name)'),
    (sql, CATALOG, 'tx.run("UPDATE tag SET name = ?", name)'),
    (sql, CATALOG, 'tx.run(f"DELETE FROM {table}")'),
    (sql, "roadstead/registry/tags.py", 'query = """\n  WITH newest AS (SELECT 1)"""'),
    (sql, "roadstead/cli/user.py", '"CREATE TABLE user (id INTEGER)"'.join(("run(", ")"))),
    (network, CATALOG, "import aiohttp"),
    (network, CATALOG, "from urllib.request import urlopen"),
    (network, CATALOG, "from urllib import request"),
    (network, "roadstead/server/tls.py", "import http.client"),
    (network, CATALOG, "import socket"),
    (network, "roadstead/server/tls.py", "sock.connect(address)"),
    (network, CATALOG, "await asyncio.open_connection(host, 80)"),
    (danger, "tests/unit/test_a.py", "import pickle"),
    (danger, CATALOG, "from marshal import loads"),
    (danger, CATALOG, "eval(text)"),
    (danger, CATALOG, "exec(text)"),
    (danger, "tools/a.py", "subprocess.run(text, shell=True)"),
    (danger, "tools/a.py", "subprocess.run(text, shell=wanted)"),
    (danger, "bench/a.py", "os.system(text)"),
    (danger, "bench/a.py", "from os import system"),
    (danger, CATALOG, "yaml.load(text)"),
    (docstrings, "roadstead/a.py", "import os"),
    (docstrings, "roadstead/domain/new/__init__.py", ""),
    (docstrings, "tests/unit/test_a.py", "def test_a():\n    pass"),
    (docstrings, CATALOG, '"""A."""\nclass Catalog:\n    pass'),
    (docstrings, CATALOG, '"""A."""\ndef tags():\n    return 1'),
    (docstrings, CATALOG, '"""A."""\nasync def tags():\n    return 1'),
    (doors, CATALOG, "from roadstead.domain.projects import store"),
    (doors, CATALOG, "from roadstead.domain.projects.store import by_name"),
    (doors, CATALOG, "import roadstead.domain.identity.passwords"),
    (ignores, "tests/a.py", "a = 1  # type: ignore"),
    (ignores, "tests/a.py", "a = 1  # noqa"),
    (ignores, "tests/a.py", "# ruff: noqa: E501"),
    (ignores, "tests/a.py", "# mypy: ignore-errors"),
    (ignores, CATALOG, "try:\n    a()\nexcept:\n    b()"),
    (ignores, CATALOG, "try:\n    a()\nexcept Exception:\n    pass"),
    (ignores, CATALOG, "for a in b:\n    try:\n        a()\n    except (ValueError, BaseException):\n        continue"),
    (ignores, CATALOG, "with contextlib.suppress(Exception):\n    a()"),
    (size, "bench/a.go", "\n" * 351),
    (names, "roadstead/kit/utils.py", ""),
    (names, "roadstead/kit/helpers/a.py", ""),
    (names, CATALOG, "class TagManager:\n    pass"),
    (names, CATALOG, "class S3StorageImpl:\n    pass"),
    (names, CATALOG, "def tag_helper():\n    pass"),
]

LEFT_ALONE = [
    (sql, "roadstead/domain/catalog/store.py", 'tx.one("SELECT id FROM tag")'),
    (sql, "roadstead/domain/catalog/write_store.py", 'tx.run("DELETE FROM tag")'),
    (sql, "roadstead/db/listen.py", 'connection.execute("SELECT 1 FROM a WHERE b")'),
    (sql, CATALOG, '"""SELECT is a word of SQL."""'),
    (sql, CATALOG, 'text = "Update the tag, select another, delete from the list"'),
    (sql, "tests/unit/test_a.py", 'tx.one("SELECT id FROM tag")'),
    (network, "roadstead/server/serving.py", "import socket\nsocket.create_server(address)"),
    (network, "roadstead/outbound/client.py", "import aiohttp"),
    (network, CATALOG, "from urllib.parse import quote"),
    (network, "roadstead/db/postgres.py", "psycopg.connect(url)"),
    (network, "tests/support/server.py", "import urllib.request"),
    (danger, CATALOG, "yaml.safe_load(text)"),
    (danger, CATALOG, "subprocess.run(words, shell=False)"),
    (danger, CATALOG, "self.eval(text)"),
    (docstrings, CATALOG, '"""A."""\ndef tags():\n    """B."""\ndef _tags():\n    pass'),
    (docstrings, "tests/unit/__init__.py", ""),
    (docstrings, "tests/unit/test_a.py", '"""A."""\ndef test_a():\n    pass'),
    (doors, CATALOG, "from roadstead.domain.projects.service import Projects"),
    (doors, CATALOG, "from roadstead.domain.projects.model import Role"),
    (doors, CATALOG, "from roadstead.domain.catalog import store"),
    (doors, "roadstead/app.py", "from roadstead.domain.access.keys import Keys"),
    (ignores, CATALOG, "a = 1  # type: ignore[override]"),
    (ignores, CATALOG, "a = 1  # noqa: S311 - no secret"),
    (ignores, CATALOG, 'a = "# noqa"'),
    (ignores, CATALOG, "try:\n    a()\nexcept Exception:\n    log.exception('a')"),
    (ignores, CATALOG, "try:\n    a()\nexcept ValueError:\n    pass"),
    (size, "bench/a.go", "\n" * 350),
    (size, "docs/a.md", "\n" * 1000),
    (names, CATALOG, "from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol"),
    (names, CATALOG, "class Simple:\n    def implied(self):\n        pass"),
]


@pytest.mark.parametrize(("rule", "path", "text"), FOUND)
def test_found_once(rule: ModuleType, path: str, text: str) -> None:
    (finding,) = rule.check(Source(path, text))
    assert finding.path == path
    assert 1 <= finding.line <= max(1, len(text.splitlines()))


@pytest.mark.parametrize(("rule", "path", "text"), LEFT_ALONE)
def test_left_alone(rule: ModuleType, path: str, text: str) -> None:
    assert list(rule.check(Source(path, text))) == []


def test_the_line_is_that_of_the_fault() -> None:
    (finding,) = danger.check(Source("tools/a.py", "import os\n\n\nos.system('ls')\n"))
    assert str(finding) == "tools/a.py:4 danger os.system() is not used here"
