"""What may be set of a project by name, and which values it takes; every value is text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from roadstead.errors import Refusal

PUBLIC = "public"
SEVERITIES = ("none", "low", "medium", "high", "critical")
FILTERS = ("doublestar", "regex")
PATTERN_LENGTH = 1024
_FLAGS = {"true": "true", "false": "false", "1": "true", "0": "false", "t": "true", "f": "false"}


def _flag(value: str) -> str | None:
    return _FLAGS.get(value.lower())


def _severity(value: str) -> str | None:
    return value.lower() if value.lower() in SEVERITIES else None


def _number(value: str) -> str | None:
    digits = value.removeprefix("-")
    return value if digits.isascii() and digits.isdigit() and len(digits) <= 18 and int(value) >= -1 else None


def _pattern(value: str) -> str | None:
    return value if len(value) <= PATTERN_LENGTH and "\0" not in value else None


def _filter(value: str) -> str | None:
    return value if value in FILTERS else None


Rule = tuple[Callable[[str], str | None], str]
_FLAG: Rule = (_flag, "true or false")
_NUMBER: Rule = (_number, "a whole number, -1 for no limit")

RULES: dict[str, Rule] = {
    PUBLIC: _FLAG,
    "enable_content_trust": _FLAG,
    "enable_content_trust_cosign": _FLAG,
    "prevent_vul": _FLAG,
    "severity": (_severity, f"one of {', '.join(SEVERITIES)}"),
    "auto_scan": _FLAG,
    "auto_sbom_generation": _FLAG,
    "reuse_sys_cve_allowlist": _FLAG,
    "proxy_speed_kb": _NUMBER,
    "max_upstream_conn": _NUMBER,
    "proxy_cache_local_on_not_found": _FLAG,
    "proxy_referrer_api": _FLAG,
    "proxy_cache_filter_pattern": (_pattern, f"at most {PATTERN_LENGTH} characters without NUL"),
    "proxy_cache_filter_kind": (_filter, f"one of {', '.join(FILTERS)}"),
}
"""name -> (what gives the value as it is kept, or None for one that is not allowed; the rule in words)."""


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """The values as they are kept. Raises Refusal BAD_REQUEST that names the name and the rule."""
    return {name: _checked(name, value) for name, value in given.items()}


def _checked(name: str, value: str) -> str:
    if name not in RULES:
        raise Refusal("BAD_REQUEST", f"metadata: {name[:100]!r} is not known: use one of {', '.join(RULES)}")
    read, rule = RULES[name]
    kept = read(value)
    if kept is None:
        raise Refusal("BAD_REQUEST", f"metadata.{name}: {rule} is expected, not {value[:100]!r}")
    return kept


def split(given: Mapping[str, str], public: bool | None) -> tuple[bool | None, dict[str, str]]:
    """(whether it is to be public, None: nothing is said of that; all other metadata). Raises Refusal BAD_REQUEST."""
    values = checked(given)
    said = values.pop(PUBLIC, None)
    return (public if said is None else said == "true"), values
