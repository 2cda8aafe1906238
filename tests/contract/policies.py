"""Bodies of rules that touch nothing."""

from __future__ import annotations

from typing import Any


def rule(word: str) -> dict[str, Any]:
    """The body of a rule about tags that nobody makes."""
    return {
        "action": "immutable",
        "template": "immutable_template",
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": f"never-{word}-*"}],
        "scope_selectors": {"repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}]},
    }


def retention(project_id: int) -> dict[str, Any]:
    """The body of a policy that lets everything stay."""
    return {
        "algorithm": "or",
        "rules": [
            {
                "action": "retain",
                "template": "always",
                "params": {},
                "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": "**"}],
                "scope_selectors": {
                    "repository": [{"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}]
                },
            }
        ],
        "trigger": {"kind": "Schedule", "settings": {"cron": ""}, "references": {}},
        "scope": {"level": "project", "ref": project_id},
    }
