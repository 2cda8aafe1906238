"""Where something may be sent: `HOST:PORT`, with how it goes before it, and the addresses that a name stands for."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import Literal

import msgspec

ENDPOINT = re.compile(
    r"(?:(tcp|udp)://)?(?:([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}))|\[([0-9A-Fa-f:.]{2,45})\]):([0-9]{1,5})"
)
RULE = "must be HOST:PORT, tcp://HOST:PORT or udp://HOST:PORT"


class Endpoint(msgspec.Struct, frozen=True):
    """A host by name or address, and a port; TCP unless it says otherwise."""

    way: Literal["tcp", "udp"]
    host: str
    port: int


class Forbidden(OSError):
    """Nothing is sent to this address."""


def parse_endpoint(text: str) -> Endpoint | None:
    """None: it is none, see `RULE`."""
    found = ENDPOINT.fullmatch(text)
    if found is None or not 0 < int(found[4]) < 65_536:
        return None
    return Endpoint("udp" if found[1] == "udp" else "tcp", found[2] or found[3], int(found[4]))


def addresses(endpoint: Endpoint) -> list[tuple[socket.AddressFamily, str]]:
    """(family, address) of each that the host stands for at this moment; blocks. Connect to these, not to the name.

    Raises OSError: it stands for none; Forbidden: one of them is nobody's to reach.
    """
    kind = socket.SOCK_DGRAM if endpoint.way == "udp" else socket.SOCK_STREAM
    found = [
        (family, str(at[0])) for family, _, _, _, at in socket.getaddrinfo(endpoint.host, endpoint.port, type=kind)
    ]
    for _, address in found:
        check(address)
    return list(dict.fromkeys(found))


def check(address: str) -> None:
    """Raises Forbidden for what no server has: link-local addresses, where clouds tell secrets, groups, and none."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    ip = mapped or ip
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or str(ip) == "255.255.255.255":
        raise Forbidden(f"nothing is sent to {address}: no server has such an address")
