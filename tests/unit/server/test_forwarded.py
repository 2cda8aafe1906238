"""Where a request comes from, as proxies tell it, and whom that is believed."""

from __future__ import annotations

from typing import Any

import pytest

from roadstead.server.forwarded import Proxies

TRUSTED = "127.0.0.1 ::1 10.0.0.0/8"


@pytest.mark.parametrize(
    ("peer", "sent", "client"),
    [
        ("203.0.113.1", [], "203.0.113.1"),
        ("203.0.113.1", ["198.51.100.1"], "203.0.113.1"),  # no proxy of ours: anybody can write that
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["192.0.2.9, 198.51.100.1"], "198.51.100.1"),  # what the client wrote itself
        ("127.0.0.1", ["192.0.2.9", "198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["198.51.100.1, 10.1.2.3"], "198.51.100.1"),
        ("10.1.2.3", ["198.51.100.1,10.9.9.9 , 127.0.0.1"], "198.51.100.1"),
        ("127.0.0.1", ["10.1.2.3"], "10.1.2.3"),
        ("127.0.0.1", ["198.51.100.1:51234"], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8::1]:51234"], "2001:db8::1"),
        ("::1", ["2001:db8::1"], "2001:db8::1"),
        ("::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["nonsense"], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1, nonsense, 10.1.2.3"], "10.1.2.3"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", ["\xff\x00"], "127.0.0.1"),
        ("127.0.0.1", [",".join(["10.0.0.1"] * 10_000)], "10.0.0.1"),
        ("a unix socket", ["198.51.100.1"], "a unix socket"),
    ],
)
def test_the_last_that_is_no_proxy_of_ours_is_the_client(peer: str, sent: list[str], client: str) -> None:
    headers = [(b"host", b"x"), *((b"x-forwarded-for", one.encode("latin-1")) for one in sent)]
    scope: dict[str, Any] = {"client": (peer, 5000), "headers": headers}
    Proxies(TRUSTED).look_through(scope)
    assert scope["client"] == (client, 5000)


def test_without_trust_nothing_is_believed() -> None:
    scope: dict[str, Any] = {"client": ("127.0.0.1", 1), "headers": [(b"x-forwarded-for", b"198.51.100.1")]}
    Proxies("").look_through(scope)
    assert scope["client"] == ("127.0.0.1", 1)


def test_a_connection_without_an_address_stays_without() -> None:
    scope: dict[str, Any] = {"client": None, "headers": [(b"x-forwarded-for", b"198.51.100.1")]}
    Proxies(TRUSTED).look_through(scope)
    assert scope["client"] is None
