"""The grammar of names and tags (OCI distribution 1.1, "Pulling manifests").

A repository's first component is its project, so a repository name has at least two. Quantifiers
of characters are possessive: a name is read once, forwards, whatever it holds. Those of groups are
not, since Python before 3.11.5 takes "a-" for a name then (gh-106052); giving a whole group back
finds nothing new, so the time stays linear.
"""

from __future__ import annotations

import re

from roadstead.errors import Refusal

NAME_LENGTH = 255  # characters, of a project name as of a whole repository name
TAG_LENGTH = 128

_COMPONENT = r"[a-z0-9]++(?:(?:__|[._]|-++)[a-z0-9]++)*"
_REPOSITORY = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})+")
_PROJECT = re.compile(r"[a-z0-9]++(?:[._-][a-z0-9]++)*")
_TAG = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9._-]{{0,{TAG_LENGTH - 1}}}+")


def is_repository_name(name: str) -> bool:
    """Whether `name` is PROJECT/REPOSITORY, of OCI's grammar and at most 255 characters."""
    return len(name) <= NAME_LENGTH and _REPOSITORY.fullmatch(name) is not None


def is_project_name(name: str) -> bool:
    """Whether a project can have this name: narrower than OCI's component, one separator at a time."""
    return len(name) <= NAME_LENGTH and _PROJECT.fullmatch(name) is not None


def is_tag(tag: str) -> bool:
    """Whether `tag` is of OCI's tag grammar."""
    return _TAG.fullmatch(tag) is not None


def check_repository_name(name: str) -> None:
    """Raises Refusal NAME_INVALID that names the rule broken."""
    if is_repository_name(name):
        return
    if len(name) > NAME_LENGTH:
        raise Refusal("NAME_INVALID", f"a repository name has at most {NAME_LENGTH} characters")
    if "/" not in name:
        raise Refusal("NAME_INVALID", f"{name!r} names no project: a repository name is PROJECT/REPOSITORY")
    raise Refusal(
        "NAME_INVALID",
        f"{name!r} is not a repository name: its parts between '/' are lower case letters and digits, "
        "joined by '.', '_', '__' or '-'",
    )


def check_tag(tag: str) -> None:
    """Raises Refusal TAG_INVALID that names the rule broken."""
    if is_tag(tag):
        return
    if len(tag) > TAG_LENGTH:
        raise Refusal("TAG_INVALID", f"a tag has at most {TAG_LENGTH} characters")
    raise Refusal(
        "TAG_INVALID",
        f"{tag!r} is not a tag: letters, digits, '_', '.' and '-', the first neither '.' nor '-'",
    )
