"""Where things may be sent: as it is written, and which addresses are nobody's to reach."""

from __future__ import annotations

import pytest

from roadstead.outbound.endpoint import Endpoint, Forbidden, addresses, check, parse_endpoint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("log.example.org:514", Endpoint("tcp", "log.example.org", 514)),
        ("tcp://harbor-log:10514", Endpoint("tcp", "harbor-log", 10514)),
        ("udp://192.0.2.7:514", Endpoint("udp", "192.0.2.7", 514)),
        ("udp://[2001:db8::7]:514", Endpoint("udp", "2001:db8::7", 514)),
        ("log.example.org", None),
        ("log.example.org:0", None),
        ("log.example.org:65536", None),
        ("http://log.example.org:514", None),
        ("tcp://:514", None),
        ("tcp://a b:514", None),
        ("tcp://ada@log.example.org:514", None),
        ("log.example.org:514\n", None),
        ("log.example.org:514/path", None),
        ("::1:514", None),
        ("", None),
    ],
)
def test_an_endpoint_is_a_host_and_a_port(text: str, expected: Endpoint | None) -> None:
    assert parse_endpoint(text) == expected


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "192.0.2.7", "2001:db8::7", "fd00::1"])
def test_servers_may_be_anywhere(address: str) -> None:
    check(address)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "fe80::1%eth0",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
    ],
)
def test_nothing_is_sent_where_no_server_is(address: str) -> None:
    with pytest.raises(Forbidden, match="no server has such an address"):
        check(address)


def test_a_name_is_looked_up_before_it_is_believed() -> None:
    assert {address for _, address in addresses(Endpoint("udp", "localhost", 514))} <= {"127.0.0.1", "::1"}
    with pytest.raises(Forbidden):
        addresses(Endpoint("tcp", "169.254.169.254", 80))
    with pytest.raises(OSError, match=r"."):
        addresses(Endpoint("tcp", "nowhere.invalid", 80))
