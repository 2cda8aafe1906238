"""What to say to an operation that takes a body or must be told something in its query, so that it does its work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.contract.place import Place
from tests.contract.policies import retention, rule
from tests.contract.world import SOURCE
from tests.support.people import PASSWORD

PURGE = {
    "schedule": {"type": "Manual"},
    "parameters": {"audit_retention_hour": 24, "include_event_types": "pull_artifact", "dry_run": True},
}

BODIES: dict[str, Callable[[Place], dict[str, Any]]] = {
    "updateRepository": lambda place: {"description": "what it is"},
    "addLabel": lambda place: {"id": place.label()},
    "updateConfigurations": lambda place: {"session_timeout": 60},
    "CreateImmuRule": lambda place: rule(place.word()),
    "UpdateImmuRule": lambda place: {**rule(place.word()), "disabled": True},
    "tryPortalImmutability": lambda place: rule(place.word()),
    "CreateLabel": lambda place: {"name": place.word(), "scope": "p", "project_id": place.project_id},
    "UpdateLabel": lambda place: {"name": place.word(), "color": "#00ff00"},
    "createProjectMember": lambda place: {"role_id": 2, "member_user": {"username": place.account()["username"]}},
    "updateProjectMember": lambda place: {"role_id": 4},
    "addProjectMetadatas": lambda place: {"auto_scan": "true"},
    "updateProjectMetadata": lambda place: {"auto_scan": "false"},
    "createProject": lambda place: {"project_name": place.word(), "metadata": {"public": "true"}},
    "updateProject": lambda place: {"metadata": {"auto_scan": "true"}},
    "updateQuota": lambda place: {"hard": {"storage": 1 << 30}},
    "CreateRobot": lambda place: {
        "name": place.word(),
        "level": "project",
        "duration": 7,
        "permissions": [place.world.all_of_a_project(place.name)],
    },
    "UpdateRobot": lambda place: {
        "level": "project",
        "description": "builds",
        "permissions": [place.world.all_of_a_project(place.name)],
    },
    "RefreshSec": lambda place: {"secret": ""},
    "createRetention": lambda place: retention(place.project_id),
    "updateRetention": lambda place: retention(place.project_id),
    "triggerRetentionExecution": lambda place: {"dry_run": True},
    "operateRetentionExecution": lambda place: {"action": "stop"},
    "actionPendingJobs": lambda place: {"action": "resume"},
    "createGCSchedule": lambda place: {"schedule": {"type": "Manual"}},
    "updateGCSchedule": lambda place: {"schedule": {"type": "Weekly", "cron": "0 0 3 * * 0"}},
    "createPurgeSchedule": lambda place: PURGE,
    "updatePurgeSchedule": lambda place: {**PURGE, "schedule": {"type": "Daily", "cron": "0 0 4 * * *"}},
    "createScrubSchedule": lambda place: {"schedule": {"type": "Manual"}},
    "updateScrubSchedule": lambda place: {"schedule": {"type": "Weekly", "cron": "0 0 2 * * 0"}},
    "createTag": lambda place: {"name": place.word()},
    "createUser": lambda place: place.no_account_yet(),
    "updateUserProfile": lambda place: {"realname": "Ada", "email": f"{place.word()}@example.org"},
    "setUserSysAdmin": lambda place: {"sysadmin_flag": True},
    "updateUserPassword": lambda place: {"old_password": PASSWORD, "new_password": f"Other-{place.word()}-1"},
    "setCliSecret": lambda place: {"secret": "Other-secret-1"},
    "createUserGroup": lambda place: {"group_name": place.word(), "group_type": 2},
    "updateUserGroup": lambda place: {"group_name": place.word()},
}
"""operation → a body that it takes; fresh names each time."""

QUERIES: dict[str, list[Any]] = {
    "from": [f"{SOURCE}:1", f"{SOURCE}:many"],
    "q": ["a", "name=~n", "tags=*", "id=[1~5]", "creation_time=[2020-01-01~2030-01-01]", "type={IMAGE CHART}"],
    "sort": ["-id", "name,-creation_time", "-push_time"],
    "page": [1, 2],
    "page_size": [1, 100],
    "username": ["dev"],
    "groupname": ["n"],
    "project_name": ["library"],
    "scope": ["p", "g", "/project/1"],
    "project_id": [1],
    "reference": ["project"],
    "name": ["n"],
    "owner": ["admin"],
    "page_token": [""],
}
"""query parameter → values that something answers to."""
