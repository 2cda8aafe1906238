"""Policies of retention, their rules and the limits of those, without I/O."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from roadstead.errors import Refusal
from roadstead.kit.selectors import Selector, check_scopes, check_tags, repository_fits

MOST = 15
"""Rules of a policy."""
LARGEST = 1_000_000
RETAIN = "retain"
ALGORITHM = "or"
LEVEL = "project"


class Parameter(msgspec.Struct, frozen=True):
    """What a template wants to know: a whole number of so many things or days."""

    name: str
    unit: str


class Template(msgspec.Struct, frozen=True):
    """A way of choosing; `text` as rules are shown with it. Old ones are understood and not offered any more."""

    text: str
    parameter: Parameter | None = None
    offered: bool = True


def _count(name: str) -> Parameter:
    return Parameter(name, "COUNT")


def _days(name: str) -> Parameter:
    return Parameter(name, "DAYS")


TEMPLATES: dict[str, Template] = {
    "latestPushedK": Template("the most recently pushed # artifacts", _count("latestPushedK")),
    "latestPulledN": Template("the most recently pulled # artifacts", _count("latestPulledN")),
    "nDaysSinceLastPush": Template("pushed within the last # days", _days("nDaysSinceLastPush")),
    "nDaysSinceLastPull": Template("pulled within the last # days", _days("nDaysSinceLastPull")),
    "always": Template("always"),
    "latestActiveK": Template("the most recently active # artifacts", _count("latestActiveK"), offered=False),
    "lastXDays": Template("active within the last # days", _days("lastXDays"), offered=False),
    "nothing": Template("nothing", offered=False),
}


class Rule(msgspec.Struct, frozen=True):
    """Of the artifacts in scope whose tags are meant, those that the template chooses stay."""

    template: str
    params: dict[str, object] = {}
    tag_selectors: tuple[Selector, ...] = ()
    scope_selectors: dict[str, tuple[Selector, ...]] = {}
    disabled: bool = False
    id: int = 0
    priority: int = 0
    action: str = RETAIN

    @property
    def number(self) -> int:
        """The template's parameter; 0 where it has none."""
        parameter = TEMPLATES[self.template].parameter
        value = self.params.get(parameter.name) if parameter else 0
        assert isinstance(value, int)
        return value

    @property
    def told(self) -> str:
        """In words, for logs."""
        return TEMPLATES[self.template].text.replace("#", str(self.number))

    def in_scope(self, repository: str) -> bool:
        """`repository` without its project."""
        return not self.disabled and repository_fits(self.scope_selectors, repository)

    @property
    def untagged(self) -> bool:
        """Whether artifacts without tags are meant too: as `extras` say, or else unless a selector excludes."""
        return all(_untagged(one) for one in self.tag_selectors)


class Policy(msgspec.Struct, frozen=True):
    """A project's; `cron` is empty where nothing starts it but people."""

    id: int
    project_id: int
    rules: tuple[Rule, ...]
    cron: str

    def of(self, repository: str) -> list[Rule]:
        """The rules in force for a repository, given without its project. None: everything there stays."""
        return [rule for rule in self.rules if rule.in_scope(repository)]


def check(rules: tuple[Rule, ...]) -> None:
    """Raises Refusal BAD_REQUEST that names field, rule and next step."""
    if len(rules) > MOST:
        raise Refusal("BAD_REQUEST", f"rules: a policy has at most {MOST}: join or remove some")
    for at, rule in enumerate(rules):
        try:
            _check(rule)
        except Refusal as refusal:
            raise Refusal(refusal.code, f"rules[{at}].{refusal.message}") from None


def _check(rule: Rule) -> None:
    if rule.action != RETAIN:
        raise Refusal("BAD_REQUEST", f"action: must be {RETAIN!r}")
    template = TEMPLATES.get(rule.template)
    if template is None:
        raise Refusal("BAD_REQUEST", f"template: must be one of {', '.join(TEMPLATES)}")
    _check_parameter(template.parameter, rule.params)
    check_tags(rule.tag_selectors)
    check_scopes(rule.scope_selectors)
    if not rule.tag_selectors:
        raise Refusal("BAD_REQUEST", "tag_selectors: at least one says which tags are meant, ** means all")
    for one in rule.tag_selectors:
        _untagged(one)


def _check_parameter(parameter: Parameter | None, params: Mapping[str, object]) -> None:
    if parameter is None:
        return
    value = params.get(parameter.name)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST:
        raise Refusal("BAD_REQUEST", f"params.{parameter.name}: a whole number from 1 to {LARGEST} is needed")


class _Extras(msgspec.Struct):
    untagged: bool | None = None


_EXTRAS = msgspec.json.Decoder(_Extras)


def _untagged(selector: Selector) -> bool:
    try:
        said = _EXTRAS.decode(selector.extras).untagged if selector.extras else None
    except (msgspec.ValidationError, msgspec.DecodeError):
        raise Refusal("BAD_REQUEST", 'tag_selectors: extras: {"untagged": true or false} as JSON is expected') from None
    return selector.decoration == "matches" if said is None else said
