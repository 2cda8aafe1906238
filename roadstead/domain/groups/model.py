"""Groups and the rules of their names, without I/O."""

from __future__ import annotations

import re
from enum import IntEnum

import msgspec

from roadstead.errors import Refusal

LONGEST = 255  # characters of a name
LONGEST_DN = 1024

# RFC 4514: attributes with values, joined by commas; a backslash escapes.
_RDN = r"[A-Za-z][A-Za-z0-9.-]*+\s*+=\s*+(?:\\.|[^\\,=])++"
_DN = re.compile(rf"{_RDN}(?:,\s*+{_RDN})*+", re.DOTALL)


class GroupKind(IntEnum):
    """Where a group is kept; the numbers are the API's and are kept in the database."""

    LDAP = 1
    HTTP = 2
    OIDC = 3


class Group(msgspec.Struct, frozen=True):
    """A group; `ldap_dn` is empty unless it is one of LDAP."""

    id: int
    name: str
    kind: GroupKind
    ldap_dn: str = ""


class NewGroup(msgspec.Struct, frozen=True):
    """What a group is to be: checked."""

    name: str
    kind: GroupKind
    ldap_dn: str


def checked(name: str, kind: int, ldap_dn: str) -> NewGroup:
    """The group asked for; one of LDAP is called by its DN's first value unless it has a name.

    Raises Refusal BAD_REQUEST that names field and rule.
    """
    try:
        known = GroupKind(kind)
    except ValueError:
        raise Refusal("BAD_REQUEST", "group_type: 1 for LDAP, 2 for HTTP, 3 for OIDC") from None
    dn = ldap_dn.strip()
    if known is GroupKind.LDAP:
        if len(dn) > LONGEST_DN or not dn.isprintable() or _DN.fullmatch(dn) is None:
            rule = f"a distinguished name such as cn=team,dc=example,dc=org, at most {LONGEST_DN} characters"
            raise Refusal("BAD_REQUEST", f"ldap_group_dn: {rule}")
        name = name or re.split(r"(?<!\\),", dn, maxsplit=1)[0].partition("=")[2].strip()[:LONGEST]
    check_name(name)
    return NewGroup(name, known, dn if known is GroupKind.LDAP else "")


def check_name(name: str) -> None:
    """Raises Refusal BAD_REQUEST that names the rule."""
    if not 0 < len(name) <= LONGEST or name != name.strip() or not name.isprintable():
        rule = f"1 to {LONGEST} printable characters, no space at either end"
        raise Refusal("BAD_REQUEST", f"group_name: {rule}")
