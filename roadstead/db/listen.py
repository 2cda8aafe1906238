"""Word from other nodes: NOTIFY carries slots of generations, a thread of ours moves them here too.

While the connection is away words are missed; caches bound that by age (`generations.FRESH_SECONDS`), and on
reconnection everything is made old.
"""

from __future__ import annotations

import re
import threading

import psycopg

from roadstead.db.generations import SLOTS, Generations
from roadstead.db.sessions import connect

NUMBER = re.compile("[0-9]{1,9}")
CHANNEL = "roadstead_generations"


class Listener(threading.Thread):
    """Runs until `stop`; reconnects by itself."""

    def __init__(self, url: str, generations: Generations) -> None:
        super().__init__(name="generations", daemon=True)
        self.url = url
        self.generations = generations
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.is_set():
            try:
                with connect(self.url) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self.generations.move_all()
                    self._hear(connection)
            except psycopg.Error:
                self._stop_asked.wait(0.5)

    def _hear(self, connection: psycopg.Connection) -> None:
        while not self._stop_asked.is_set():
            for word in connection.notifies(timeout=0.5, stop_after=1):
                numbers = (int(part) for part in word.payload.split(",") if NUMBER.fullmatch(part))
                self.generations.move(number for number in numbers if number < SLOTS)

    def stop(self) -> None:
        """Ask it to end and wait."""
        self._stop_asked.set()
        self.join(timeout=6)
