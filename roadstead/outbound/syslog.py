"""Messages to a syslog server: RFC 5424, over TCP (RFC 6587, octet counting) or UDP (RFC 5426)."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from roadstead.outbound.endpoint import Endpoint, addresses

SECONDS = 4.0
"""So long a connection may take, and then the sending, and then the answer."""
AUDIT = 13
INFORMATIONAL, WARNING = 6, 4
LARGEST = 65_000
"""Bytes of a message that UDP carries."""
BURST, PAUSE = 20, 0.01
"""So many datagrams at once, then so many seconds of rest: a receiver that is behind would drop them."""


def message(severity: int, at: int, kind: str, text: bytes) -> bytes:
    """One message of the facility for audits; `at` in milliseconds since the epoch, `kind` is its MSGID."""
    moment = datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1000:03}Z"
    host = socket.gethostname().encode("ascii", "replace").decode().replace(" ", "-")[:255] or "-"
    return f"<{AUDIT * 8 + severity}>1 {moment} {host} roadstead - {kind} - ".encode() + text


def send(endpoint: Endpoint, messages: Sequence[bytes]) -> None:
    """All of them in this order; blocks. Raises OSError when that is not certain: then send all again.

    Over TCP the server is to close the connection once it has read them; that is the only receipt that there is. UDP
    knows none: what gets lost on the way is lost.
    """
    found = addresses(endpoint)
    if endpoint.way == "udp":
        _send_datagrams(*found[0], endpoint.port, messages)
        return
    with _connected([address for _, address in found], endpoint.port) as connection:
        connection.sendall(b"".join(b"%d %s" % (len(one), one) for one in messages))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass


def _connected(hosts: Sequence[str], port: int) -> socket.socket:
    """To the first that answers. Raises the last one's OSError."""
    failed: OSError = OSError("there is no address to connect to")
    for host in hosts[:3]:
        try:
            return socket.create_connection((host, port), SECONDS)
        except OSError as e:
            failed = e
    raise failed


def _send_datagrams(family: socket.AddressFamily, host: str, port: int, messages: Sequence[bytes]) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as connection:
        connection.settimeout(SECONDS)
        connection.connect((host, port))
        for number, one in enumerate(messages, 1):
            connection.send(one[:LARGEST])
            if number % BURST == 0:
                time.sleep(PAUSE)
        if refused := connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(refused, "nobody listens there")
