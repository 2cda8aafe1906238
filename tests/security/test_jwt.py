"""A7: no token is believed that this registry did not give, and none that is not in force."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.security.conftest import Reply, Site, bearer
from tests.security.forge import Forge, encoded

PATH = "/v2/closed/app/tags/list"
SCOPE = "repository:closed/app:pull"
NOW = int(time.time())

Attack = Callable[[Forge], str]
Attacks = dict[str, Attack]


def with_head(**header: object) -> Attack:
    """Another header before the good body and signature."""
    return lambda f: f"{encoded({**f.header, **header})}.{f.body}.{f.signature}"


def without_signature(alg: str) -> Attack:
    """Three parts, the last one empty."""
    return lambda f: f"{encoded({**f.header, 'alg': alg})}.{f.body}."


def with_signature(signature: bytes) -> Attack:
    """The good header and body."""
    return lambda f: f"{f.head}.{f.body}.{encoded(signature)}"


def mac(alg: str, form: str) -> Attack:
    """The public key as the secret of an HMAC."""
    return lambda f: f.mac(alg, f.public()[form])


def headed(**header: object) -> Attack:
    """Rightly signed under another header."""
    return lambda f: f.headed(**header)


def saying(**claims: object) -> Attack:
    """Rightly signed with other claims."""
    return lambda f: f.saying(**claims)


def in_der(f: Forge) -> str:
    """The right signature in the wrong form."""
    text = f"{f.head}.{f.body}"
    return f"{text}.{encoded(f.key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))}"


NONES = ("none", "None", "NONE", "nOnE", "")
UNSIGNED: Attacks = {
    **{f"alg {alg!r}, the signature kept": with_head(alg=alg) for alg in (*NONES, None)},
    **{f"alg {alg!r}, no signature": without_signature(alg) for alg in (*NONES, "ES256")},
    "no signature part": lambda f: f"{f.head}.{f.body}",
    "only a header": lambda f: f.head,
    "signature cut": lambda f: f"{f.head}.{f.body}.{f.signature[:-8]}",
    "signature of zeros": with_signature(bytes(64)),
    "signature r = s = 1": with_signature((1).to_bytes(32, "big") * 2),
    "signature in DER": in_der,
    "body changed": lambda f: f"{f.head}.{encoded({**f.claims, 'account': 1})}.{f.signature}",
    "header changed": with_head(typ="jwt"),
}

CONFUSED: Attacks = {
    **{
        f"{alg} with the public key as {form}": mac(alg, form)
        for alg in ("HS256", "HS384", "HS512")
        for form in ("pem", "pem stripped", "der", "jwk", "kid", "nothing")
    },
    "RS256": lambda f: f.rs256(),
    **{f"rightly signed, alg {alg!r}": headed(alg=alg) for alg in ("ES384", "EdDSA", "RS256", None, ["ES256"])},
}

KIDS: tuple[object, ...] = (
    None,
    "",
    "x" * 43,
    "0000000000000-ES256",
    "0000000000000-ES256.pem",
    "../keys/0000000000000-ES256.pem",
    "/dev/null",
    "/proc/self/environ",
    "file:///dev/null",
    "http://127.0.0.1:9/key",
    "a\x00b",
    "' UNION SELECT 'x",
    0,
    [],
    {},
    True,
)
FIELDS: dict[str, object] = {
    "jwk": {},
    "jku": "https://evil.example.org/keys",
    "x5u": "https://evil.example.org/cert",
    "x5c": ["AAAA"],
    "crit": ["exp"],
    "b64": False,
    "zip": "DEF",
    "enc": "A128GCM",
}
KEYS: Attacks = {
    **{f"kid {kid!r}": headed(kid=kid) for kid in KIDS},
    **{f"rightly signed with {field}": headed(**{field: value}) for field, value in FIELDS.items()},
    "own key under the server's id": lambda f: f.signed(f.header, f.claims, f.own),
    "own key in jwk": lambda f: f.signed({**f.header, "jwk": f.own_jwk()}, f.claims, f.own),
    "own key in jwk, no kid": lambda f: f.signed({"alg": "ES256", "typ": "JWT", "jwk": f.own_jwk()}, f.claims, f.own),
}

SAID: dict[str, list[object]] = {
    "aud": ["", "other", ["harbor-registry"], ["harbor-registry", "x"], None, 0, "HARBOR-REGISTRY"],
    "iss": ["", "other", ["harbor-token-issuer"], None],
    "exp": [NOW - 61, 0, -1, None, "9999999999", 1e300, True, 10**30, str(NOW + 600)],
    "nbf": [NOW + 3600, None, "0"],
    "iat": [NOW + 3600, None, "0"],
    "account": [10**6, -1, "1", None, True, 10**30],
    "epoch": [-1, 1, None, "0", 10**30],
    "access": [None, "closed/app", {}, [["repository", "closed/app", ["pull"]]], [{"type": "repository"}]],
    "projects": [None, [], {"closed": "2"}],
}
CLAIMS: Attacks = {f"{name} {value!r}": saying(**{name: value}) for name, values in SAID.items() for value in values}

FORMS: Attacks = {
    "nothing": lambda f: "",
    "dots": lambda f: "..",
    "four parts": lambda f: f.good + ".x",
    "five parts": lambda f: f.good + ".x.y",
    "twice": lambda f: f"{f.good}.{f.good}",
    "a space inside": lambda f: f"{f.head}.{f.body} .{f.signature}",
    "padding": lambda f: f"{f.head}=.{f.body}.{f.signature}",
    "JSON form": lambda f: json.dumps({"payload": f.body, "protected": f.head, "signature": f.signature}),
    "header is a list": lambda f: f"{encoded(b'[]')}.{f.body}.{f.signature}",
    "header is deep": lambda f: f"{encoded(b'[' * 5000)}.{f.body}.{f.signature}",
    "body is a list": lambda f: f.signed(f.header, b"[]"),
    "body is no JSON": lambda f: f.signed(f.header, b"\xff\xfe"),
    "longer than 16 KiB": lambda f: f.saying(sub="x" * (16 << 10)),
}

ALL: Attacks = {**UNSIGNED, **CONFUSED, **KEYS, **CLAIMS, **FORMS}


@pytest.fixture(scope="module")
def forge(site: Site) -> Forge:
    return Forge(site.token("guest", SCOPE), site.server.data / "keys" / "0000000000000-ES256.pem")


@pytest.fixture(scope="module")
def invalid(site: Site) -> Reply:
    """The answer to a token that is none at all."""
    return site.ask("GET", PATH, bearer("garbage"))


def test_what_the_forge_makes_is_good_when_nothing_is_forged(site: Site, forge: Forge) -> None:
    for token in (forge.good, forge.signed(forge.header, forge.claims), forge.saying(jti="x"), forge.headed()):
        assert site.ask("GET", PATH, bearer(token)).status == 404  # may pull; the repository is not there


@pytest.mark.parametrize("attack", ALL.values(), ids=ALL.keys())
def test_it_is_refused_as_if_it_were_garbage(site: Site, forge: Forge, invalid: Reply, attack: Attack) -> None:
    reply = site.ask("GET", PATH, bearer(attack(forge)))
    assert reply == invalid
    assert reply.status == 401
    assert reply.given("www-authenticate").endswith('error="invalid_token"')


def test_a_token_that_was_cut_into_the_cache_of_another_is_none(site: Site, forge: Forge) -> None:
    """Neither a longer nor a shorter header finds a grant that is cached."""
    assert site.ask("GET", PATH, bearer(forge.good)).status == 404
    for token in (forge.good[:-1], forge.good + "A", forge.good.lower(), forge.good.swapcase()):
        assert site.ask("GET", PATH, bearer(token)).status == 401


def test_claims_of_a_right_signature_open_no_more_than_is_allowed_now(site: Site, forge: Forge) -> None:
    """Even who has the key cannot say more than the database does."""
    access = [{"type": "repository", "name": "closed/app", "actions": ["pull", "push", "delete", "*"]}]
    token = forge.saying(access=access)
    assert site.ask("GET", PATH, bearer(token)).status == 404
    assert site.ask("POST", "/v2/closed/app/blobs/uploads/", bearer(token)).status == 401
    assert site.ask("DELETE", "/v2/closed/app/manifests/x", bearer(token)).status == 401
    catalog = forge.saying(access=[{"type": "registry", "name": "catalog", "actions": ["*"]}])
    assert site.ask("GET", "/v2/_catalog", bearer(catalog)).status == 401
