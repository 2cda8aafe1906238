"""Rules of immutable tags, as the contract writes them."""

from __future__ import annotations

import msgspec

from roadstead.domain.immutability.model import Draft, Selectors
from roadstead.domain.immutability.model import Rule as Kept
from roadstead.errors import Refusal
from roadstead.kit.selectors import Selector

ACTION, TEMPLATE = "immutable", "immutable_template"
LARGEST = 1 << 31


class Rule(msgspec.Struct):
    """A rule."""

    id: int
    priority: int
    disabled: bool
    action: str
    template: str
    params: dict[str, dict[str, str]]
    tag_selectors: tuple[Selector, ...]
    scope_selectors: dict[str, tuple[Selector, ...]]


class Written(msgspec.Struct):
    """What is read of a rule; one field alone may be changed."""

    priority: int | None = None
    disabled: bool | None = None
    action: str | None = None
    template: str | None = None
    tag_selectors: tuple[Selector, ...] | None = None
    scope_selectors: dict[str, tuple[Selector, ...]] | None = None

    def draft(self) -> Draft:
        """Raises Refusal BAD_REQUEST."""
        if self.action not in (None, "", ACTION):
            raise Refusal("BAD_REQUEST", f"action must be {ACTION!r}")
        if self.template not in (None, "", TEMPLATE):
            raise Refusal("BAD_REQUEST", f"template must be {TEMPLATE!r}")
        if self.priority is not None and not -LARGEST < self.priority < LARGEST:
            raise Refusal("BAD_REQUEST", f"priority must be less than {LARGEST}")
        if self.tag_selectors is None and self.scope_selectors is None:
            return Draft(None, self.disabled, self.priority)
        selectors = Selectors(self.tag_selectors or (), self.scope_selectors or {})
        return Draft(selectors, self.disabled, self.priority)


def rule(kept: Kept) -> Rule:
    """As it is answered."""
    return Rule(
        id=kept.id,
        priority=kept.priority,
        disabled=kept.disabled,
        action=ACTION,
        template=TEMPLATE,
        params={},
        tag_selectors=kept.selectors.tag_selectors,
        scope_selectors=kept.selectors.scope_selectors,
    )
