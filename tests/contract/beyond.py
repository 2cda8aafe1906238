"""Codes that are answered although the contract does not list them for the operation, and why.

Another code of the list would lie in each of these cases. `additions.json` documents them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import roadstead

_API = Path(roadstead.__file__).parent / "api"
_UNAUTHENTICATED = "behaviour: a private thing is 401 to who has not said who they are"
_FORBIDDEN = "behaviour: what is addressed by its id is 403 to who may not, or not in this project"
_MALFORMED = "behaviour: a malformed value is 400"
_ABSENT = "who may know is told that there is none"
_NEEDED = "behaviour: a child of an index, and an immutable tag, are not deleted: 412"

BEYOND = {
    401: {_UNAUTHENTICATED: ["ListRobot", "deleteProject"]},
    403: {
        _FORBIDDEN: [
            *["CreateLabel", "DeleteLabel", "GetLabelByID", "ListLabels", "UpdateLabel"],
            *["ListRobot", "createProject", "getLogExts", "getLogs"],
        ],
    },
    409: {
        "a run by hand, asked for while another goes on, is refused as by createGCSchedule": [
            *["createPurgeSchedule", "updateGCSchedule", "updatePurgeSchedule"],
        ]
    },
    412: {_NEEDED: ["deleteArtifact", "deleteTag"]},
    400: {
        _MALFORMED: [
            *["listQuotas", "listUserGroups", "listUsers", "search", "searchUserGroups", "searchUsers"],
            *["getCurrentUserPermissions", "getProject", "getProjectDeletable", "setUserSysAdmin"],
            *["getGCHistory", "getPurgeHistory", "listRetentionExecutions", "listRetentionTasks"],
            *["operateRetentionExecution", "triggerRetentionExecution", "updateRetention"],
        ]
    },
    404: {
        _ABSENT: [
            *["deleteRetention", "getRetention", "getRetentionTaskLog", "listRetentionExecutions"],
            *["listRetentionTasks", "operateRetentionExecution", "triggerRetentionExecution", "updateRetention"],
        ]
    },
}
"""code → why → operations."""

LOOSER = {
    "ExtraAttrs": "the contract says that values are objects and means anything: `architecture` is a text",
    "InternalConfigurationValue": "the same: values are texts, numbers and flags",
    "getAddition": "the contract says text and means what lies in the artifact as it is: JSON, YAML, Markdown",
    "getVulnerabilitiesAddition": "the same: a report is JSON",
}
"""Schemas of the contract that hold for less than they say."""


def documented_beyond() -> tuple[set[tuple[int, str]], set[str]]:
    """((code, operation) of the additions to operations of the contract, names of what they make looser)."""
    contract, additions = (json.loads((_API / name).read_text()) for name in ("contract.json", "additions.json"))
    codes, looser = set(), set()
    for path, methods in additions["paths"].items():
        for method, more in methods.items():
            own = contract["paths"].get(path, {}).get(method)
            for code in more.get("responses", {}) if own else ():
                if code not in own["responses"]:
                    codes.add((int(code), own["operationId"]))
                elif _takes_away(more["responses"][code]):
                    looser.add(own["operationId"])
    return codes, looser | {name for name, more in additions["definitions"].items() if _takes_away(more)}


def _takes_away(written: Any) -> bool:
    inner = written.values() if isinstance(written, dict) else written if isinstance(written, list) else ()
    return written is None or any(map(_takes_away, inner))
