"""The certificate for trying things out, made by several processes that start at once."""

from __future__ import annotations

import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roadstead.server import self_signed

STARTS = 6


def test_those_who_start_at_once_share_one_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    make, start = self_signed._make, threading.Barrier(STARTS)

    def counted(cert: Path, key: Path) -> None:
        made.append(cert)
        make(cert, key)

    monkeypatch.setattr(self_signed, "_make", counted)

    def begin(_: int) -> None:
        start.wait()
        pair = self_signed.ensure_pair(tmp_path / "tls")
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*pair)

    with ThreadPoolExecutor(STARTS) as pool:
        list(pool.map(begin, range(STARTS)))
    assert len(made) == 1
