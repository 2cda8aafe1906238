"""What a policy says of one repository as it is now: who stays and why, who would go."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from roadstead.domain.catalog.model import Candidate
from roadstead.domain.catalog.service import Catalog
from roadstead.domain.retention.choice import choose
from roadstead.domain.retention.model import Policy, Rule
from roadstead.kit.clock import now_ms

IMMUTABLE = "immutable"


class Verdict(msgspec.Struct, frozen=True):
    """`stays`: artifact id → why."""

    repository: str
    rules: Sequence[Rule]
    candidates: Sequence[Candidate]
    stays: dict[int, str]

    @property
    def leaving(self) -> list[Candidate]:
        """Those that would go."""
        return [one for one in self.candidates if one.id not in self.stays]


def judge(catalog: Catalog, policy: Policy, repository: str) -> Verdict:
    """Where no rule is about the repository everything stays, and nothing is looked at. Raises Refusal NAME_UNKNOWN."""
    rules = policy.of(repository.partition("/")[2])
    if not rules:
        return Verdict(repository, rules, [], {})
    candidates, protected = catalog.candidates(repository)
    chosen = choose(rules, candidates, now_ms())
    stays = {one: f"rule {rules[at].id}" for one, at in chosen.items()}
    return Verdict(repository, rules, candidates, {**dict.fromkeys(protected, IMMUTABLE), **stays})
