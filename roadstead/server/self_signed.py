"""A certificate for trying things out: made once, kept in the data folder, for this host's names."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import ipaddress
import os
import socket
from pathlib import Path

DAYS = 825


def ensure_pair(folder: Path) -> tuple[str, str]:
    """(certificate file, key file), PEM; made when they are not there, by one of those who start at once."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (cert.exists() and key.exists()):
            _make(cert, key)
    finally:
        os.close(lock)
    return str(cert), str(key)


def _make(cert_file: Path, key_file: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    host = socket.gethostname()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Roadstead, self-signed")])
    addresses = {ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")}
    with contextlib.suppress(OSError):
        addresses.add(ipaddress.ip_address(socket.gethostbyname(host)))
    names: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.DNSName(host)]
    names += [x509.IPAddress(address) for address in sorted(addresses, key=str)]
    now = datetime.datetime.now(datetime.UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        # a client that is given the file trusts it as an authority of its own
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, no_cipher = serialization.Encoding.PEM, serialization.NoEncryption()
    _write(key_file, key.private_bytes(pem, serialization.PrivateFormat.PKCS8, no_cipher))
    _write(cert_file, cert.public_bytes(pem))


def _write(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(data)
