"""Making tokens that must not be believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature


def encoded(data: bytes | dict[str, Any]) -> str:
    """base64url without padding, of bytes or of a value's JSON."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> dict[str, Any]:
    """The value of one part."""
    value: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return value


class Forge:
    """Holds a good token and, as an insider might, the server's key."""

    def __init__(self, token: str, key_file: Path) -> None:
        self.good = token
        self.head, self.body, self.signature = token.split(".")
        self.header, self.claims = decoded(self.head), decoded(self.body)
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self.key = key
        self.own = ec.generate_private_key(ec.SECP256R1())
        self.rsa = rsa.generate_private_key(65537, 2048)

    def signed(self, header: dict[str, Any], body: Any, key: ec.EllipticCurvePrivateKey | None = None) -> str:
        """With an ES256 signature, by the server's key unless another is given."""
        text = f"{encoded(header)}.{encoded(body)}"
        r, s = decode_dss_signature((key or self.key).sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{text}.{encoded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def saying(self, **claims: Any) -> str:
        """Rightly signed with other claims; None leaves one out."""
        body = {k: v for k, v in {**self.claims, **claims}.items() if v is not None}
        return self.signed(self.header, body)

    def headed(self, **header: Any) -> str:
        """Rightly signed under another header; None leaves a field out."""
        return self.signed({k: v for k, v in {**self.header, **header}.items() if v is not None}, self.claims)

    def mac(self, algorithm: str, secret: bytes) -> str:
        """Signed by HMAC with something public as its secret."""
        text = f"{encoded({**self.header, 'alg': algorithm})}.{self.body}"
        digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[algorithm]
        return f"{text}.{encoded(hmac.new(secret, text.encode(), digest).digest())}"

    def public(self) -> dict[str, bytes]:
        """The server's public key in the forms in which it may be known."""
        key = self.key.public_key()
        numbers = key.public_numbers()
        jwk = {
            "crv": "P-256",
            "kty": "EC",
            "x": encoded(numbers.x.to_bytes(32, "big")),
            "y": encoded(numbers.y.to_bytes(32, "big")),
        }
        pem, der = serialization.Encoding.PEM, serialization.Encoding.DER
        info = serialization.PublicFormat.SubjectPublicKeyInfo
        return {
            "pem": key.public_bytes(pem, info),
            "pem stripped": key.public_bytes(pem, info).strip(),
            "der": key.public_bytes(der, info),
            "jwk": json.dumps(jwk, separators=(",", ":")).encode(),
            "kid": self.header["kid"].encode(),
            "nothing": b"",
        }

    def own_jwk(self) -> dict[str, str]:
        """The attacker's own key, to put into a header."""
        numbers = self.own.public_key().public_numbers()
        x, y = (encoded(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def rs256(self) -> str:
        """Signed by RSA, under the server's key id."""
        text = f"{encoded({**self.header, 'alg': 'RS256'})}.{self.body}"
        return f"{text}.{encoded(self.rsa.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"
