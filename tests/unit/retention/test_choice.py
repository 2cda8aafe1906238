"""What stays, against a slow model that was written from the rules' words alone."""

from __future__ import annotations

import fnmatch

from hypothesis import given
from hypothesis import strategies as st

from roadstead.domain.catalog.model import Candidate
from roadstead.domain.retention.choice import DAY, choose
from roadstead.domain.retention.model import TEMPLATES, Rule
from roadstead.kit.selectors import Selector

NOW = 1_000 * DAY
TAGS = ["v1", "v2", "v1.0", "dev", "dev-1", "latest"]
PATTERNS = ["**", "v*", "dev*", "latest", "x"]


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Artifacts with different ids; a tag has one artifact."""
    count = draw(st.integers(0, 8))
    owner = {tag: draw(st.integers(-1, count - 1)) for tag in TAGS} if count else {}
    times = st.integers(-3, 12).map(lambda day: NOW - day * DAY + 1)
    return [
        Candidate(
            id=at + 1,
            digest=f"sha256:{at}",
            pushed_at=draw(times),
            pulled_at=draw(st.one_of(st.just(0), times)),
            tags=tuple(tag for tag, of in owner.items() if of == at),
        )
        for at in range(count)
    ]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any template with one or two selectors."""
    template = draw(st.sampled_from(sorted(TEMPLATES)))
    parameter = TEMPLATES[template].parameter
    selectors = draw(
        st.lists(
            st.builds(
                Selector,
                decoration=st.sampled_from(["matches", "excludes"]),
                pattern=st.sampled_from(PATTERNS),
                extras=st.sampled_from(["", '{"untagged":true}', '{"untagged":false}']),
            ),
            min_size=1,
            max_size=2,
        )
    )
    return Rule(
        template=template,
        params={parameter.name: draw(st.integers(1, 9))} if parameter else {},
        tag_selectors=tuple(selectors),
    )


def slow(rules: list[Rule], artifacts: list[Candidate], now: int) -> set[int]:
    """One artifact after the other: does any rule keep it?"""
    return {one.id for one in artifacts if any(keeps(rule, one, artifacts, now) for rule in rules)}


def keeps(rule: Rule, one: Candidate, artifacts: list[Candidate], now: int) -> bool:
    """Whether this rule keeps this artifact, found by counting those that come before it."""
    number = next(iter(rule.params.values()), 0)
    assert isinstance(number, int)

    def meant(artifact: Candidate) -> bool:
        if not artifact.tags:
            return all(
                {"": s.decoration == "matches", '{"untagged":true}': True, '{"untagged":false}': False}[s.extras]
                for s in rule.tag_selectors
            )
        return any(
            all(fnmatch.fnmatchcase(tag, s.pattern) == (s.decoration == "matches") for s in rule.tag_selectors)
            for tag in artifact.tags
        )

    def time(artifact: Candidate) -> int:
        if rule.template in ("latestPushedK", "nDaysSinceLastPush"):
            return artifact.pushed_at
        if rule.template in ("latestPulledN", "nDaysSinceLastPull"):
            return artifact.pulled_at
        return max(artifact.pushed_at, artifact.pulled_at)

    if rule.template == "nothing" or not meant(one):
        return False
    if rule.template == "always":
        return True
    if "ays" in rule.template:
        return time(one) > 0 and now - time(one) <= number * DAY
    before = [other for other in artifacts if meant(other) and (time(other), other.id) > (time(one), one.id)]
    return len(before) < number


@given(st.lists(rules(), max_size=4), candidates())
def test_what_any_rule_keeps_stays_and_nothing_else(given_rules: list[Rule], artifacts: list[Candidate]) -> None:
    stays = choose(given_rules, artifacts, NOW)
    assert set(stays) == slow(given_rules, artifacts, NOW)
    by_id = {one.id: one for one in artifacts}
    for number, at in stays.items():
        assert keeps(given_rules[at], by_id[number], artifacts, NOW)
        assert not any(keeps(rule, by_id[number], artifacts, NOW) for rule in given_rules[:at])


@given(st.lists(rules(), min_size=1, max_size=4), candidates())
def test_one_more_rule_never_removes_more(given_rules: list[Rule], artifacts: list[Candidate]) -> None:
    assert set(choose(given_rules[1:], artifacts, NOW)) <= set(choose(given_rules, artifacts, NOW))
