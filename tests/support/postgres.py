"""A private PostgreSQL for the tests: Debian's programs, a folder of its own, gone when the tests are."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

from roadstead.db.migrate import migrate_in_child

TEMPLATE = "migrated"
MISSING = "these tests need PostgreSQL's server programs: apt-get install -y postgresql"


def programs() -> Path:
    """The newest version's folder. Raises RuntimeError that says what to install."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parent.parent.name))
    if found:
        return found[-1].parent
    if elsewhere := shutil.which("pg_ctl"):
        return Path(elsewhere).resolve().parent
    raise RuntimeError(MISSING)


class Postgres:
    """A cluster that is running; `fresh()` gives databases at the newest revision."""

    def __init__(self) -> None:
        self.bin = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="roadstead-pg-"))
        # PostgreSQL refuses to run as root
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.port = _free_port()
        self._count = 0

    def start(self) -> None:
        """Make the cluster, start it and migrate the template."""
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "roadstead", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._up()
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)
        self._admin.execute(f"CREATE DATABASE {TEMPLATE}")
        migrate_in_child(self.url(TEMPLATE))

    def url(self, name: str) -> str:
        """The URL of one database."""
        return f"postgresql://roadstead@127.0.0.1:{self.port}/{name}"

    def fresh(self) -> str:
        """The URL of a new database, migrated and empty."""
        self._count += 1
        name = f"fresh_{self._count}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.url(name)

    def empty(self) -> str:
        """The URL of a new database without a table."""
        self._count += 1
        name = f"empty_{self._count}"
        self._admin.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def halt(self) -> None:
        """Stop the server as a crash would; its data stays."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def resume(self) -> None:
        """Start it again after `halt`."""
        self._up()
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)

    def stop(self) -> None:
        """End it and remove its folder."""
        self._admin.close()
        self.halt()
        shutil.rmtree(self.folder)

    def _up(self) -> None:
        settings = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
            " -c fsync=off -c max_connections=300 -c shared_buffers=32MB"
        )
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-t", "60", "-l", log, "-o", settings, "start")

    def _run(self, program: str, *args: str) -> None:
        # pg_ctl's child would keep pipes open: its words go to a file
        with tempfile.TemporaryFile() as words:
            command = [*self._as, str(self.bin / program), *args]
            done = subprocess.run(command, stdout=words, stderr=words, cwd="/", check=False)
            if done.returncode:
                words.seek(0)
                raise RuntimeError(f"{program}: {words.read().decode(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port
