"""Where a request comes from when there are proxies in between: `X-Forwarded-For`, as far as it can be believed.

Each proxy adds the address that it was called from at the end. Read from there, the first that is no proxy of ours
is the client; what stands before it, anybody may have written.
"""

from __future__ import annotations

import functools
import ipaddress

from roadstead.server.http import Scope

HOPS = 16

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Proxies:
    """The proxies that are believed: addresses and networks, apart by spaces. Raises ValueError for others."""

    def __init__(self, trusted: str) -> None:
        self._networks: tuple[Network, ...] = tuple(ipaddress.ip_network(one) for one in trusted.split())
        self._is_trusted = functools.lru_cache(4096)(self._look)

    def look_through(self, scope: Scope) -> None:
        """Put the client's own address into the scope, where a proxy of ours tells it."""
        peer = scope.get("client")
        if not peer or not self._is_trusted(peer[0]):
            return
        sent = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        if sent:
            hops = b",".join(sent).decode("latin-1").split(",")
            scope["client"] = (self.client(peer[0], hops), peer[1])

    def client(self, peer: str, hops: list[str]) -> str:
        """The last of `hops`, and of `peer` behind them, that is no proxy of ours; the first one if all are."""
        for hop in reversed(hops[-HOPS:]):
            address = _address(hop)
            if address is None:
                break  # nonsense: who wrote it is as far as we see
            peer = address
            if not self._is_trusted(address):
                break
        return peer

    def _look(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
        return any((mapped or found) in network for network in self._networks)


def _address(hop: str) -> str | None:
    """The address of a hop, which may have a port and, of IPv6, brackets."""
    text = hop.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None
