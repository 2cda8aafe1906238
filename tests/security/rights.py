"""What each operation of `/api/v2.0` takes, in words, and what each caller has, from the contract's own table.

Nothing here asks the program: the words below are the contract's, and `permissions.json` is read as it lies there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import roadstead

Permission = tuple[str, str]

_FILE = Path(roadstead.__file__).parent / "domain" / "access" / "permissions.json"
_TABLE = json.loads(_FILE.read_text())


def _flat(resources: dict[str, list[str]]) -> frozenset[Permission]:
    return frozenset((resource.strip("()"), action) for resource, actions in resources.items() for action in actions)


ROLES = {name: _flat(held) for name, held in _TABLE["project_roles"]["permissions"].items()}
ROBOT = {kind: _flat(held) for kind, held in _TABLE["robot_permissions"].items()}
"""What a robot may be given, by the kind `system` or `project`."""
PUBLIC = _flat(
    {
        "project": ["read"],
        "repository": ["list", "pull", "read"],
        "artifact": ["list", "read"],
        "artifact-addition": ["read"],
        "accessory": ["list"],
        "tag": ["list"],
        "sbom": ["read"],
        "scan": ["read"],
        "scanner": ["read"],
    }
)
"""What everybody may do in a public project."""

TAKES = {
    "getPing": "anybody",
    "getHealth": "anybody",
    "getSystemInfo": "anybody",
    "getCert": "anybody",
    "getOpenapi": "anybody",
    "getIcon": "anybody",
    "search": "anybody",
    "listProjects": "anybody",
    "listPortalProjects": "anybody",
    "headProject": "anybody",
    "listAllRepositories": "anybody",
    "getCurrentUserInfo": "signed in",
    "getCurrentUserPermissions": "signed in",
    "listCurrentSessions": "user",
    "deleteCurrentSession": "user",
    "deleteCurrentSessions": "user",
    "searchUsers": "signed in",
    "searchUserGroups": "signed in",
    "getStatistic": "signed in",
    "getPortalHome": "signed in",
    "listAuditLogs": "signed in",
    "listAuditLogExts": "signed in",
    "listAuditLogEventTypes": "signed in",
    "getPermissions": "administrator of the system or of a project",
    "setUserSysAdmin": "administrator of the system",
    "createProject": "user, or system: project create",
    "getUser": "oneself, or system: user read",
    "updateUserProfile": "oneself, or system: user update",
    "updateUserPassword": "oneself, or system: user update",
    "setCliSecret": "oneself, or system: user update",
    "listUserSessions": "oneself, or system: user read",
    "deleteUserSession": "oneself, or system: user update",
    "deleteUserSessions": "oneself, or system: user update",
    "listUsers": "system: user list",
    "createUser": "system: user create",
    "deleteUser": "system: user delete",
    "listUserGroups": "system: user-group list",
    "createUserGroup": "system: user-group create",
    "getUserGroup": "system: user-group read",
    "updateUserGroup": "system: user-group update",
    "deleteUserGroup": "system: user-group delete",
    "listQuotas": "system: quota list",
    "getQuota": "system: quota read",
    "updateQuota": "system: quota update",
    "getVolumes": "system: system-volumes read",
    "getConfigurations": "system: configuration read",
    "getInternalconfig": "system: configuration read",
    "updateConfigurations": "system: configuration update",
    "getProject": "project: project read",
    "getProjectSummary": "project: project read",
    "updateProject": "project: project update",
    "deleteProject": "project: project delete",
    "getProjectDeletable": "project: project delete",
    "listProjectMetadatas": "project: metadata read",
    "getProjectMetadata": "project: metadata read",
    "addProjectMetadatas": "project: metadata create",
    "updateProjectMetadata": "project: metadata update",
    "deleteProjectMetadata": "project: metadata delete",
    "listProjectMembers": "project: member list",
    "getProjectMember": "project: member read",
    "createProjectMember": "project: member create",
    "updateProjectMember": "project: member update",
    "deleteProjectMember": "project: member delete",
    "getLogs": "project: log list",
    "getLogExts": "project: log list",
    "listRepositories": "project: repository list",
    "getRepository": "project: repository read",
    "updateRepository": "project: repository update",
    "deleteRepository": "project: repository delete",
    "listArtifacts": "project: artifact list",
    "listArtifactsOfProject": "project: artifact list",
    "getArtifact": "project: artifact read",
    "deleteArtifact": "project: artifact delete",
    "CopyArtifact": "project: artifact create, repository pull",
    "listAccessories": "project: accessory list",
    "getAddition": "project: artifact-addition read",
    "getVulnerabilitiesAddition": "project: artifact-addition read",
    "addLabel": "project: artifact-label create",
    "removeLabel": "project: artifact-label delete",
    "listTags": "project: tag list",
    "createTag": "project: tag create",
    "deleteTag": "project: tag delete",
    "listTagHistory": "project: tag list",
    "listTrash": "project: artifact create",
    "restoreTrash": "project: artifact create, tag create",
    "deleteTrash": "project: artifact delete, repository delete, tag delete",
    "emptyTrash": "project: artifact delete, repository delete, tag delete",
    "getPortalRepository": "project: repository read",
    "listPortalTags": "project: tag list, artifact list",
    "getPortalArtifact": "project: artifact read, artifact-addition read, accessory list, tag list",
    "deletePortalTags": "project: tag delete",
    "deletePortalArtifacts": "project: artifact delete",
    "tryPortalImmutability": "project: immutable-tag list",
    "ListImmuRules": "project: immutable-tag list",
    "CreateImmuRule": "project: immutable-tag create",
    "UpdateImmuRule": "project: immutable-tag update",
    "DeleteImmuRule": "project: immutable-tag delete",
    "getRentenitionMetadata": "signed in",
    "createRetention": "project: tag-retention create",
    "getRetention": "project: tag-retention read",
    "updateRetention": "project: tag-retention update",
    "deleteRetention": "project: tag-retention delete",
    "triggerRetentionExecution": "project: tag-retention operate",
    "operateRetentionExecution": "project: tag-retention operate",
    "listRetentionExecutions": "project: tag-retention list",
    "listRetentionTasks": "project: tag-retention list",
    "getRetentionTaskLog": "project: tag-retention read",
    "getPurgeHistory": "system: purge-audit list",
    "getPurgeJob": "system: purge-audit read",
    "getPurgeJobLog": "system: purge-audit read",
    "stopPurge": "system: purge-audit stop",
    "getPurgeSchedule": "system: purge-audit read",
    "createPurgeSchedule": "system: purge-audit create",
    "updatePurgeSchedule": "system: purge-audit update",
    "getScrubHistory": "system: garbage-collection list",
    "getScrub": "system: garbage-collection read",
    "getScrubLog": "system: garbage-collection read",
    "stopScrub": "system: garbage-collection stop",
    "getScrubSchedule": "system: garbage-collection read",
    "createScrubSchedule": "system: garbage-collection create",
    "updateScrubSchedule": "system: garbage-collection update",
    "listDamagedBlobs": "system: garbage-collection read",
    "getGCHistory": "system: garbage-collection list",
    "getGC": "system: garbage-collection read",
    "getGCLog": "system: garbage-collection read",
    "stopGC": "system: garbage-collection stop",
    "getGCSchedule": "system: garbage-collection read",
    "createGCSchedule": "system: garbage-collection create",
    "updateGCSchedule": "system: garbage-collection update",
    "listJobQueues": "system: jobservice-monitor list",
    "actionPendingJobs": "system: jobservice-monitor stop",
    "actionGetJobLog": "system: jobservice-monitor list",
    "stopRunningJob": "system: jobservice-monitor stop",
    "getWorkerPools": "system: jobservice-monitor list",
    "getWorkers": "system: jobservice-monitor list",
    "listSchedules": "system: jobservice-monitor list",
    "getSchedulePaused": "system: jobservice-monitor list",
    "ListLabels": "signed in, or project: label list",
    "GetLabelByID": "signed in, or project: label read",
    "CreateLabel": "system or project: label create",
    "UpdateLabel": "system or project: label update",
    "DeleteLabel": "system or project: label delete",
    "ListRobot": "system or project: robot list",
    "GetRobotByID": "system or project: robot read",
    "CreateRobot": "system or project: robot create",
    "UpdateRobot": "system or project: robot update",
    "RefreshSec": "system or project: robot update",
    "DeleteRobot": "system or project: robot delete",
}
"""A new operation needs its line here, and says in it what the contract asks, not what its guard says."""
HIDING = {"GetLabelByID", "UpdateLabel", "DeleteLabel", "GetRobotByID", "UpdateRobot", "RefreshSec", "DeleteRobot"}
"""Operations by an id alone: what the caller may not read is as absent."""
CLOSED, OPEN, SYSTEM, SELF = "closed", "open", "the system", "oneself"
PROJECTS = (CLOSED, OPEN)
"""Where an operation is tried: a private project, a public one, what belongs to no project, one's own account."""


@dataclass(frozen=True)
class Caller:
    """Who calls: nobody, a person with roles in both projects, or a robot with what it was given."""

    name: str
    kind: str = "person"
    role: str | None = None
    in_system: frozenset[Permission] = frozenset()
    in_projects: frozenset[Permission] = frozenset()
    projects: tuple[str, ...] = PROJECTS

    @property
    def administers(self) -> bool:
        """Whether the system is theirs."""
        return self.name == "root"

    def has(self, place: str, permissions: frozenset[Permission]) -> bool:
        """Whether the table gives it all of these there."""
        if self.administers:
            return True
        if place not in PROJECTS:
            return permissions <= self.in_system
        held = PUBLIC if place == OPEN else frozenset()
        if self.role is not None:
            held |= ROLES[self.role]
        if place in self.projects:
            held |= self.in_projects
        return permissions <= held


def takes(operation: str) -> frozenset[Permission]:
    """The permissions that its line names."""
    named = TAKES[operation].partition(": ")[2]
    pairs = [one.split() for one in named.split(", ")] if named else []
    return frozenset((resource, action) for resource, action in pairs)


def places(operation: str) -> tuple[str, ...]:
    """Where it can be tried."""
    who = TAKES[operation].partition(": ")[0]
    if who == "project":
        return PROJECTS
    if who in ("system or project", "signed in, or project"):
        return (*PROJECTS, SYSTEM)
    return (SELF, SYSTEM) if who.startswith("oneself") else (SYSTEM,)


def allowed(operation: str, place: str, caller: Caller) -> bool:
    """Whether this caller may do it there."""
    who = TAKES[operation].partition(": ")[0]
    known, person = caller.kind != "nobody", caller.kind == "person"
    if who == "anybody" or caller.administers:
        return True
    if who == "administrator of the system":
        return False
    if who == "administrator of the system or of a project":
        return caller.role == "projectAdmin"
    if who == "signed in" or (who.startswith("signed in") and place == SYSTEM):
        return known
    if place == SELF or who == "user" or (who.startswith("user") and person):
        return person
    return caller.has(place, takes(operation))


def refusals(operation: str, place: str, caller: Caller) -> set[int]:
    """The codes that refuse it: who is nobody may sign in; who is somebody is told no, or that there is nothing."""
    if caller.kind == "nobody":
        return {401}
    if operation not in HIDING:
        return {403}
    ((resource, _),) = takes(operation)
    readable = (resource == "label" and place == SYSTEM) or caller.has(place, frozenset({(resource, "read")}))
    return {403} if readable else {404}
