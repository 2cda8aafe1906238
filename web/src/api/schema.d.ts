// Made by `npm run types`.
export interface paths {
    "/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAuditLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auditlog-exts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAuditLogExts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auditlog-exts/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAuditLogEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/configurations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getConfigurations"];
        put: operations["updateConfigurations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/icons/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getIcon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internalconfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getInternalconfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobservice/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["stopRunningJob"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobservice/jobs/{job_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["actionGetJobLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobservice/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWorkerPools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobservice/pools/{pool_id}/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobservice/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listJobQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobservice/queues/{job_type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["actionPendingJobs"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ListLabels"];
        put?: never;
        post: operations["CreateLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels/{label_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["GetLabelByID"];
        put: operations["UpdateLabel"];
        post?: never;
        delete: operations["DeleteLabel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contract as far as it is answered here. */
        get: operations["getOpenapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's projects, where something was pushed last, quotas that are nearly used up and robots that end soon. For the portal. */
        get: operations["getPortalHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Projects that the caller may know of, each with the bytes that it holds and may hold, by name. `q`: name, public, owner_id, creation_time, update_time. For the portal. */
        get: operations["listPortalProjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/projects/{project_name}/immutability-trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which tags of the project a rule of immutability would be about. Changes nothing. For the portal. */
        post: operations["tryPortalImmutability"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/projects/{project_name}/repositories/{repository_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A repository, and what the caller may do in its project. For the portal. */
        get: operations["getPortalRepository"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/projects/{project_name}/repositories/{repository_name}/artifact-deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Up to 100 artifacts go, with all their tags and accessories. For the portal. */
        post: operations["deletePortalArtifacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that a page of one artifact shows. For the portal. */
        get: operations["getPortalArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/projects/{project_name}/repositories/{repository_name}/tag-deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Up to 100 tags go; their artifacts stay. For the portal. */
        post: operations["deletePortalTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/projects/{project_name}/repositories/{repository_name}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The repository's tags, each with what it names, the newest first. `q`: name, digest, type, size, push_time, pull_time, labels=ID. For the portal. */
        get: operations["listPortalTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listProjects"];
        put?: never;
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head: operations["headProject"];
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getProject"];
        put: operations["updateProject"];
        post?: never;
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/_deletable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getProjectDeletable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listArtifactsOfProject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/immutabletagrules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ListImmuRules"];
        put?: never;
        post: operations["CreateImmuRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/immutabletagrules/{immutable_rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["UpdateImmuRule"];
        post?: never;
        delete: operations["DeleteImmuRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listProjectMembers"];
        put?: never;
        post: operations["createProjectMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/members/{mid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getProjectMember"];
        put: operations["updateProjectMember"];
        post?: never;
        delete: operations["deleteProjectMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/metadatas/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listProjectMetadatas"];
        put?: never;
        post: operations["addProjectMetadatas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/metadatas/{meta_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getProjectMetadata"];
        put: operations["updateProjectMetadata"];
        post?: never;
        delete: operations["deleteProjectMetadata"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name_or_id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getProjectSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/auditlog-exts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getLogExts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRepositories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRepository"];
        put: operations["updateRepository"];
        post?: never;
        delete: operations["deleteRepository"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listArtifacts"];
        put?: never;
        post: operations["CopyArtifact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getArtifact"];
        put?: never;
        post?: never;
        delete: operations["deleteArtifact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/accessories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAccessories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/additions/{addition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAddition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/additions/vulnerabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getVulnerabilitiesAddition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["addLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/labels/{label_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["removeLabel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listTags"];
        put?: never;
        post: operations["createTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags/{tag_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/repositories/{repository_name}/tags/{tag_name}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a tag pointed at, the latest first; also of one that is gone. */
        get: operations["listTagHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was deleted in the project and can be restored, the newest first. */
        get: operations["listTrash"];
        put?: never;
        post?: never;
        /** Everything in it goes for good. */
        delete: operations["emptyTrash"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/trash/{trash_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** What was deleted goes for good, before it expires. */
        delete: operations["deleteTrash"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project_name}/trash/{trash_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put back what was deleted, as it was. */
        post: operations["restoreTrash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listQuotas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getQuota"];
        put: operations["updateQuota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAllRepositories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["createRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retentions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRetention"];
        put: operations["updateRetention"];
        post?: never;
        delete: operations["deleteRetention"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retentions/{id}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRetentionExecutions"];
        put?: never;
        post: operations["triggerRetentionExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retentions/{id}/executions/{eid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["operateRetentionExecution"];
        trace?: never;
    };
    "/retentions/{id}/executions/{eid}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRetentionTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retentions/{id}/executions/{eid}/tasks/{tid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRetentionTaskLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retentions/metadatas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRentenitionMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/robots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ListRobot"];
        put?: never;
        post: operations["CreateRobot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/robots/{robot_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["GetRobotByID"];
        put: operations["UpdateRobot"];
        post?: never;
        delete: operations["DeleteRobot"];
        options?: never;
        head?: never;
        patch: operations["RefreshSec"];
        trace?: never;
    };
    "/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schedules/{job_type}/paused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSchedulePaused"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getStatistic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/gc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getGCHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/gc/{gc_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getGC"];
        put: operations["stopGC"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/gc/{gc_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getGCLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/gc/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getGCSchedule"];
        put: operations["updateGCSchedule"];
        post: operations["createGCSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/purgeaudit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPurgeHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/purgeaudit/{purge_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPurgeJob"];
        put: operations["stopPurge"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/purgeaudit/{purge_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPurgeJobLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/purgeaudit/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPurgeSchedule"];
        put: operations["updatePurgeSchedule"];
        post: operations["createPurgeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/scrub": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scrubs there were, the last first: every blob is read and compared with its digest. */
        get: operations["getScrubHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/scrub/{scrub_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them. */
        get: operations["getScrub"];
        /** Stop it; the next one goes on from there. */
        put: operations["stopScrub"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/scrub/{scrub_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it has told so far. */
        get: operations["getScrubLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/scrub/damaged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Blobs that were found damaged and that nobody has pushed again since. */
        get: operations["listDamagedBlobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/scrub/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When the clock starts one. */
        get: operations["getScrubSchedule"];
        /** Set when, whatever was set before, or start one now (Manual). */
        put: operations["updateScrubSchedule"];
        /** Start one now (Manual), or set when. */
        post: operations["createScrubSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/systeminfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSystemInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/systeminfo/getcert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/systeminfo/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getVolumes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usergroups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listUserGroups"];
        put?: never;
        post: operations["createUserGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usergroups/{group_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getUserGroup"];
        put: operations["updateUserGroup"];
        post?: never;
        delete: operations["deleteUserGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usergroups/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["searchUserGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listUsers"];
        put?: never;
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getUser"];
        put: operations["updateUserProfile"];
        post?: never;
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}/cli_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["setCliSecret"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["updateUserPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Somebody's sessions: one's own, or for an administrator anybody's. */
        get: operations["listUserSessions"];
        put?: never;
        post?: never;
        /** End somebody's sessions, all but the one that asks. */
        delete: operations["deleteUserSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of somebody's sessions. */
        delete: operations["deleteUserSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user_id}/sysadmin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["setUserSysAdmin"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCurrentUserInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/current/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCurrentUserPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/current/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own sessions, the one used last first. */
        get: operations["listCurrentSessions"];
        put?: never;
        post?: never;
        /** End the caller's own sessions, all but the one that asks. */
        delete: operations["deleteCurrentSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/current/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of the caller's own sessions. */
        delete: operations["deleteCurrentSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["searchUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Access: {
            action?: string;
            effect?: string;
            resource?: string;
        };
        Accessory: {
            /** Format: int64 */
            artifact_id?: number;
            /** Format: date-time */
            creation_time?: string;
            digest?: string;
            icon?: string;
            /** Format: int64 */
            id?: number;
            /** Format: int64 */
            size?: number;
            subject_artifact_digest?: string;
            /** Format: int64 */
            subject_artifact_id?: number;
            subject_artifact_repo?: string;
            type?: string;
        };
        ActionRequest: {
            /** @enum {string} */
            action?: "stop" | "pause" | "resume";
        };
        AdditionLink: {
            absolute?: boolean;
            href?: string;
        };
        AdditionLinks: {
            [key: string]: components["schemas"]["AdditionLink"];
        };
        Annotations: {
            [key: string]: string;
        };
        Artifact: {
            accessories?: components["schemas"]["Accessory"][];
            addition_links?: components["schemas"]["AdditionLinks"];
            annotations?: components["schemas"]["Annotations"];
            artifact_type?: string;
            digest?: string;
            extra_attrs?: components["schemas"]["ExtraAttrs"];
            icon?: string;
            /** Format: int64 */
            id?: number;
            inherited_accessories?: components["schemas"]["Accessory"][];
            labels?: components["schemas"]["Label"][];
            manifest_media_type?: string;
            media_type?: string;
            /** Format: int64 */
            project_id?: number;
            /** Format: date-time */
            pull_time?: string;
            /** Format: date-time */
            push_time?: string;
            references?: components["schemas"]["Reference"][];
            /** Format: int64 */
            repository_id?: number;
            repository_name?: string;
            sbom_overview?: components["schemas"]["SBOMOverview"];
            scan_overview?: components["schemas"]["ScanOverview"];
            /** Format: int64 */
            size?: number;
            tags?: components["schemas"]["Tag"][];
            type?: string;
            /**
             * Format: int64
             * @description Bytes of the manifest and of blobs that no other manifest names.
             */
            unique_size?: number;
        };
        AuditLog: {
            id?: number;
            /** Format: date-time */
            op_time?: string;
            operation?: string;
            resource?: string;
            resource_type?: string;
            username?: string;
        };
        AuditLogEventType: {
            event_type?: string;
        };
        AuditLogExt: {
            id?: number;
            /** Format: date-time */
            op_time?: string;
            operation?: string;
            operation_description?: string;
            operation_result?: boolean;
            resource?: string;
            resource_type?: string;
            username?: string;
        };
        AuthproxySetting: {
            endpoint?: string;
            server_certificate?: string;
            skip_search?: boolean;
            tokenreivew_endpoint?: string;
            verify_cert?: boolean;
        };
        BoolConfigItem: {
            editable?: boolean;
            /**
             * @description Where the value comes from.
             * @enum {string}
             */
            source?: "default" | "file" | "environment" | "database";
            /** @description Whether anything is done with it so far. */
            used?: boolean;
            value?: boolean;
        };
        ComponentHealthStatus: {
            error?: string;
            name?: string;
            status?: string;
        };
        Configurations: {
            audit_log_forward_endpoint?: string;
            auth_mode?: string;
            banner_message?: string;
            disabled_audit_log_event_types?: string;
            http_authproxy_admin_groups?: string;
            http_authproxy_admin_usernames?: string;
            http_authproxy_endpoint?: string;
            http_authproxy_server_certificate?: string;
            http_authproxy_skip_search?: boolean;
            http_authproxy_tokenreview_endpoint?: string;
            http_authproxy_verify_cert?: boolean;
            ldap_base_dn?: string;
            ldap_filter?: string;
            ldap_group_admin_dn?: string;
            ldap_group_attach_parallel?: boolean;
            ldap_group_attribute_name?: string;
            ldap_group_base_dn?: string;
            ldap_group_membership_attribute?: string;
            ldap_group_search_filter?: string;
            ldap_group_search_scope?: number;
            ldap_scope?: number;
            ldap_search_dn?: string;
            ldap_search_password?: string;
            ldap_timeout?: number;
            ldap_uid?: string;
            ldap_url?: string;
            ldap_verify_cert?: boolean;
            notification_enable?: boolean;
            oidc_admin_group?: string;
            oidc_auto_onboard?: boolean;
            oidc_client_id?: string;
            oidc_client_secret?: string;
            oidc_endpoint?: string;
            oidc_extra_redirect_parms?: string;
            oidc_group_filter?: string;
            oidc_groups_claim?: string;
            oidc_logout?: boolean;
            oidc_name?: string;
            oidc_scope?: string;
            oidc_user_claim?: string;
            oidc_verify_cert?: boolean;
            primary_auth_mode?: boolean | null;
            project_creation_restriction?: string;
            quota_per_project_enable?: boolean;
            read_only?: boolean;
            robot_name_prefix?: string;
            robot_token_duration?: number;
            scanner_skip_update_pulltime?: boolean;
            self_registration?: boolean;
            session_timeout?: number;
            skip_audit_log_database?: boolean;
            storage_per_project?: number;
            token_expiration?: number;
            uaa_client_id?: string;
            uaa_client_secret?: string;
            uaa_endpoint?: string;
            uaa_verify_cert?: boolean;
        };
        ConfigurationsResponse: {
            audit_log_forward_endpoint?: components["schemas"]["StringConfigItem"];
            auth_mode?: components["schemas"]["StringConfigItem"];
            banner_message?: components["schemas"]["StringConfigItem"];
            disabled_audit_log_event_types?: components["schemas"]["StringConfigItem"];
            http_authproxy_admin_groups?: components["schemas"]["StringConfigItem"];
            http_authproxy_admin_usernames?: components["schemas"]["StringConfigItem"];
            http_authproxy_endpoint?: components["schemas"]["StringConfigItem"];
            http_authproxy_server_certificate?: components["schemas"]["StringConfigItem"];
            http_authproxy_skip_search?: components["schemas"]["BoolConfigItem"];
            http_authproxy_tokenreview_endpoint?: components["schemas"]["StringConfigItem"];
            http_authproxy_verify_cert?: components["schemas"]["BoolConfigItem"];
            ldap_base_dn?: components["schemas"]["StringConfigItem"];
            ldap_filter?: components["schemas"]["StringConfigItem"];
            ldap_group_admin_dn?: components["schemas"]["StringConfigItem"];
            ldap_group_attach_parallel?: components["schemas"]["BoolConfigItem"];
            ldap_group_attribute_name?: components["schemas"]["StringConfigItem"];
            ldap_group_base_dn?: components["schemas"]["StringConfigItem"];
            ldap_group_membership_attribute?: components["schemas"]["StringConfigItem"];
            ldap_group_search_filter?: components["schemas"]["StringConfigItem"];
            ldap_group_search_scope?: components["schemas"]["IntegerConfigItem"];
            ldap_scope?: components["schemas"]["IntegerConfigItem"];
            ldap_search_dn?: components["schemas"]["StringConfigItem"];
            ldap_timeout?: components["schemas"]["IntegerConfigItem"];
            ldap_uid?: components["schemas"]["StringConfigItem"];
            ldap_url?: components["schemas"]["StringConfigItem"];
            ldap_verify_cert?: components["schemas"]["BoolConfigItem"];
            notification_enable?: components["schemas"]["BoolConfigItem"];
            oidc_admin_group?: components["schemas"]["StringConfigItem"];
            oidc_auto_onboard?: components["schemas"]["BoolConfigItem"];
            oidc_client_id?: components["schemas"]["StringConfigItem"];
            oidc_endpoint?: components["schemas"]["StringConfigItem"];
            oidc_extra_redirect_parms?: components["schemas"]["StringConfigItem"];
            oidc_group_filter?: components["schemas"]["StringConfigItem"];
            oidc_groups_claim?: components["schemas"]["StringConfigItem"];
            oidc_logout?: components["schemas"]["BoolConfigItem"];
            oidc_name?: components["schemas"]["StringConfigItem"];
            oidc_scope?: components["schemas"]["StringConfigItem"];
            oidc_user_claim?: components["schemas"]["StringConfigItem"];
            oidc_verify_cert?: components["schemas"]["BoolConfigItem"];
            primary_auth_mode?: components["schemas"]["BoolConfigItem"];
            project_creation_restriction?: components["schemas"]["StringConfigItem"];
            quota_per_project_enable?: components["schemas"]["BoolConfigItem"];
            read_only?: components["schemas"]["BoolConfigItem"];
            robot_name_prefix?: components["schemas"]["StringConfigItem"];
            robot_token_duration?: components["schemas"]["IntegerConfigItem"];
            scan_all_policy?: {
                parameter?: {
                    daily_time?: number;
                };
                type?: string;
            };
            scanner_skip_update_pulltime?: components["schemas"]["BoolConfigItem"];
            self_registration?: components["schemas"]["BoolConfigItem"];
            session_timeout?: components["schemas"]["IntegerConfigItem"];
            skip_audit_log_database?: components["schemas"]["BoolConfigItem"];
            storage_per_project?: components["schemas"]["IntegerConfigItem"];
            token_expiration?: components["schemas"]["IntegerConfigItem"];
            uaa_client_id?: components["schemas"]["StringConfigItem"];
            uaa_client_secret?: components["schemas"]["StringConfigItem"];
            uaa_endpoint?: components["schemas"]["StringConfigItem"];
            uaa_verify_cert?: components["schemas"]["BoolConfigItem"];
        };
        CVEAllowlist: {
            /** Format: date-time */
            creation_time?: string;
            expires_at?: number | null;
            id?: number;
            items?: components["schemas"]["CVEAllowlistItem"][];
            project_id?: number;
            /** Format: date-time */
            update_time?: string;
        };
        CVEAllowlistItem: {
            cve_id?: string;
        };
        DamagedArtifact: {
            digest?: string;
            repository_name?: string;
            tags?: string[];
        };
        DamagedBlob: {
            artifacts?: components["schemas"]["DamagedArtifact"][];
            /** @enum {string} */
            damage?: "missing" | "size" | "digest" | "unreadable";
            digest?: string;
            /** Format: date-time */
            found_time?: string;
            /** Format: int64 */
            size?: number;
        };
        Error: {
            code?: string;
            message?: string;
        };
        Errors: {
            errors?: components["schemas"]["Error"][];
        };
        ExecHistory: {
            /** Format: date-time */
            creation_time?: string;
            deleted?: boolean;
            id?: number;
            job_kind?: string;
            job_name?: string;
            job_parameters?: string;
            job_status?: string;
            schedule?: components["schemas"]["ScheduleObj"];
            /** Format: date-time */
            update_time?: string;
        };
        ExtraAttrs: {
            [key: string]: unknown;
        };
        GCHistory: {
            /** Format: date-time */
            creation_time?: string;
            deleted?: boolean;
            id?: number;
            job_kind?: string;
            job_name?: string;
            job_parameters?: string;
            job_status?: string;
            schedule?: components["schemas"]["ScheduleObj"];
            /** Format: date-time */
            update_time?: string;
        };
        GeneralInfo: {
            auth_mode?: string | null;
            authproxy_settings?: components["schemas"]["AuthproxySetting"];
            banner_message?: string | null;
            /** Format: date-time */
            current_time?: string | null;
            external_url?: string | null;
            harbor_version?: string | null;
            has_ca_root?: boolean | null;
            notification_enable?: boolean | null;
            oidc_provider_name?: string | null;
            primary_auth_mode?: boolean | null;
            project_creation_restriction?: string | null;
            read_only?: boolean | null;
            registry_storage_provider_name?: string | null;
            registry_url?: string | null;
            self_registration?: boolean | null;
        };
        Icon: {
            content?: string;
            "content-type"?: string;
        };
        ImmutableRule: {
            action?: string;
            disabled?: boolean;
            id?: number;
            params?: {
                [key: string]: Record<string, never>;
            };
            priority?: number;
            scope_selectors?: {
                [key: string]: components["schemas"]["ImmutableSelector"][];
            };
            tag_selectors?: components["schemas"]["ImmutableSelector"][];
            template?: string;
        };
        ImmutableSelector: {
            decoration?: string;
            extras?: string;
            kind?: string;
            pattern?: string;
        };
        IntegerConfigItem: {
            editable?: boolean;
            /**
             * @description Where the value comes from.
             * @enum {string}
             */
            source?: "default" | "file" | "environment" | "database";
            /** @description Whether anything is done with it so far. */
            used?: boolean;
            value?: number;
        };
        InternalConfigurationsResponse: {
            [key: string]: components["schemas"]["InternalConfigurationValue"];
        };
        InternalConfigurationValue: {
            editable?: boolean;
            /**
             * @description Where the value comes from.
             * @enum {string}
             */
            source?: "default" | "file" | "environment" | "database";
            /** @description Whether anything is done with it so far. */
            used?: boolean;
            value?: unknown;
        };
        JobQueue: {
            count?: number;
            job_type?: string;
            latency?: number;
            paused?: boolean;
        };
        Label: {
            color?: string;
            /** Format: date-time */
            creation_time?: string;
            description?: string;
            /** Format: int64 */
            id?: number;
            name?: string;
            /** Format: int64 */
            project_id?: number;
            scope?: string;
            /** Format: date-time */
            update_time?: string;
        };
        NativeReportSummary: {
            complete_percent?: number;
            /** Format: int64 */
            duration?: number;
            /** Format: date-time */
            end_time?: string;
            report_id?: string;
            scan_status?: string;
            scanner?: components["schemas"]["Scanner"];
            severity?: string;
            /** Format: date-time */
            start_time?: string;
            summary?: components["schemas"]["VulnerabilitySummary"];
        };
        NewTag: {
            name: string;
        };
        OIDCCliSecretReq: {
            secret?: string;
        };
        OIDCUserInfo: {
            /** Format: date-time */
            creation_time?: string;
            /** Format: int */
            id?: number;
            secret?: string;
            subiss?: string;
            /** Format: date-time */
            update_time?: string;
            /** Format: int */
            user_id?: number;
        };
        OverallHealthStatus: {
            components?: components["schemas"]["ComponentHealthStatus"][];
            status?: string;
        };
        PasswordReq: {
            new_password?: string;
            old_password?: string;
        };
        Permission: {
            action?: string;
            resource?: string;
        };
        Permissions: {
            project?: components["schemas"]["Permission"][];
            system?: components["schemas"]["Permission"][];
        };
        Platform: {
            "'os.features'"?: string[];
            "'os.version'"?: string;
            architecture?: string;
            os?: string;
            variant?: string;
        };
        /** @description What belongs to `of`: the artifact, a part of it, or another accessory. */
        PortalAccessory: {
            artifact_type: string;
            digest: string;
            of: string;
            /** Format: date-time */
            push_time: string;
            /** Format: int64 */
            size: number;
            type: string;
        };
        /** @description All that a page of one artifact shows; `layer_count` are all, of which `layers` has 500. */
        PortalArtifact: {
            accessories: components["schemas"]["PortalAccessory"][];
            artifact: components["schemas"]["Artifact"];
            configuration?: components["schemas"]["PortalConfiguration"];
            indexes: string[];
            layer_count: number;
            layers: components["schemas"]["PortalLayer"][];
            parts: components["schemas"]["PortalPart"][];
            permissions: string[];
            steps: components["schemas"]["PortalStep"][];
            subject?: components["schemas"]["PortalSubject"];
        };
        /** @description How an image runs. */
        PortalConfiguration: {
            architecture: string;
            author: string;
            command: string[];
            created: string;
            entrypoint: string[];
            environment: string[];
            labels: {
                [key: string]: string;
            };
            os: string;
            ports: string[];
            stop_signal: string;
            user: string;
            variant: string;
            volumes: string[];
            working_dir: string;
        };
        /** @description What has gone. With a `page_token` there may be more: send it along with the same call. */
        PortalDeleted: {
            deleted: number;
            page_token?: string;
            refused: components["schemas"]["PortalRefused"][];
        };
        /** @description What is to go: what `names` has (tags, or digests of artifacts), or with `matching` all that `q` finds in a list. */
        PortalDeletion: {
            /** @enum {string} */
            list?: "tags" | "artifacts";
            matching?: boolean;
            names?: string[];
            page_token?: string;
            q?: string;
        };
        /** @description What somebody sees first. `filling`: projects of theirs that have used most of their quota; `ending`: robots of projects that they administer, whose end is near or past. */
        PortalHome: {
            ending: components["schemas"]["Robot"][];
            filling: components["schemas"]["PortalProject"][];
            projects: components["schemas"]["PortalProject"][];
            repositories: components["schemas"]["Repository"][];
        };
        /** @description A layer or file, of `size` bytes. */
        PortalLayer: {
            digest: string;
            media_type: string;
            /** Format: int64 */
            size: number;
            title: string;
        };
        /** @description What an index lists and the repository holds. */
        PortalPart: {
            digest: string;
            /** Format: int64 */
            size: number;
            type: string;
        };
        /** @description A project; bytes that it holds and may hold (-1: any) go to those who may read its quota. */
        PortalProject: {
            /** Format: int64 */
            hard?: number;
            project: components["schemas"]["Project"];
            /** Format: int64 */
            used?: number;
        };
        /** @description What stays, and why. */
        PortalRefused: {
            code: string;
            message: string;
            name: string;
        };
        /** @description A repository, and what the caller may do in its project, each as `resource:action`. */
        PortalRepository: {
            permissions: string[];
            /** Format: int64 */
            project_id: number;
            repository: components["schemas"]["Repository"];
        };
        /** @description A step of the build; `layer` counts from 0, null for a step that made none. */
        PortalStep: {
            comment: string;
            created: string;
            created_by: string;
            layer?: number | null;
        };
        /** @description What an artifact belongs to, and as what. */
        PortalSubject: {
            digest: string;
            type: string;
        };
        /** @description A tag with what it names; `accessories` are kinds of what belongs to that. */
        PortalTag: {
            accessories: string[];
            digest: string;
            /** Format: int64 */
            id: number;
            immutable: boolean;
            labels: components["schemas"]["Label"][];
            media_type: string;
            name: string;
            /** Format: date-time */
            pull_time: string;
            /** Format: date-time */
            push_time: string;
            /** Format: int64 */
            size: number;
            type: string;
        };
        /** @description Of the tags looked at (all there are, if `complete`) so many fit; `tags` names the first, `repository:tag`. */
        PortalTrial: {
            complete: boolean;
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            seen: number;
            tags: string[];
        };
        /** @description A rule of immutable tags. */
        PortalTrialRule: {
            scope_selectors?: {
                [key: string]: components["schemas"]["ImmutableSelector"][];
            };
            tag_selectors?: components["schemas"]["ImmutableSelector"][];
        };
        Project: {
            /** Format: date-time */
            creation_time?: string;
            current_user_role_id?: number;
            current_user_role_ids?: number[];
            cve_allowlist?: components["schemas"]["CVEAllowlist"];
            deleted?: boolean;
            metadata?: components["schemas"]["ProjectMetadata"];
            name?: string;
            /** Format: int32 */
            owner_id?: number;
            owner_name?: string;
            /** Format: int32 */
            project_id?: number;
            /** Format: int64 */
            registry_id?: number;
            repo_count?: number;
            togglable?: boolean;
            /** Format: date-time */
            update_time?: string;
        };
        ProjectDeletable: {
            deletable?: boolean;
            message?: string;
        };
        ProjectMember: {
            member_group?: components["schemas"]["UserGroup"];
            member_user?: components["schemas"]["UserEntity"];
            role_id?: number;
        };
        ProjectMemberEntity: {
            entity_id?: number;
            entity_name?: string;
            entity_type?: string;
            id?: number;
            project_id?: number;
            role_id?: number;
            role_name?: string;
        };
        ProjectMetadata: {
            auto_sbom_generation?: string | null;
            auto_scan?: string | null;
            enable_content_trust?: string | null;
            enable_content_trust_cosign?: string | null;
            max_upstream_conn?: string | null;
            prevent_vul?: string | null;
            proxy_cache_filter_kind?: string | null;
            proxy_cache_filter_pattern?: string | null;
            proxy_cache_local_on_not_found?: string | null;
            proxy_referrer_api?: string | null;
            proxy_speed_kb?: string | null;
            public?: string;
            retention_id?: string | null;
            reuse_sys_cve_allowlist?: string | null;
            severity?: string | null;
        };
        ProjectReq: {
            cve_allowlist?: components["schemas"]["CVEAllowlist"];
            metadata?: components["schemas"]["ProjectMetadata"];
            project_name?: string;
            public?: boolean | null;
            /** Format: int64 */
            registry_id?: number | null;
            /** Format: int64 */
            storage_limit?: number | null;
        };
        ProjectSummary: {
            developer_count?: number;
            guest_count?: number;
            limited_guest_count?: number;
            maintainer_count?: number;
            project_admin_count?: number;
            quota?: components["schemas"]["ProjectSummaryQuota"];
            registry?: components["schemas"]["Registry"];
            repo_count?: number;
        };
        ProjectSummaryQuota: {
            hard?: components["schemas"]["ResourceList"];
            used?: components["schemas"]["ResourceList"];
        };
        Quota: {
            /** Format: date-time */
            creation_time?: string;
            hard?: components["schemas"]["ResourceList"];
            id?: number;
            ref?: components["schemas"]["QuotaRefObject"];
            /** Format: date-time */
            update_time?: string;
            used?: components["schemas"]["ResourceList"];
        };
        QuotaRefObject: {
            [key: string]: unknown;
        };
        QuotaUpdateReq: {
            hard?: components["schemas"]["ResourceList"];
        };
        Reference: {
            annotations?: components["schemas"]["Annotations"];
            child_digest?: string;
            /** Format: int64 */
            child_id?: number;
            /** Format: int64 */
            parent_id?: number;
            platform?: components["schemas"]["Platform"];
            urls?: string[];
        };
        Registry: {
            ca_certificate?: string | null;
            /** Format: date-time */
            creation_time?: string;
            credential?: components["schemas"]["RegistryCredential"];
            description?: string;
            /** Format: int64 */
            id?: number;
            insecure?: boolean;
            name?: string;
            status?: string;
            type?: string;
            /** Format: date-time */
            update_time?: string;
            url?: string;
        };
        RegistryCredential: {
            access_key?: string;
            access_secret?: string;
            type?: string;
        };
        Repository: {
            /** Format: int64 */
            artifact_count?: number;
            /** Format: date-time */
            creation_time?: string | null;
            description?: string;
            /** Format: int64 */
            id?: number;
            name?: string;
            /** Format: int64 */
            project_id?: number;
            /** Format: int64 */
            pull_count?: number;
            /**
             * Format: date-time
             * @description When it was last pulled.
             */
            pull_time?: string;
            /**
             * Format: int64
             * @description Bytes of its manifests and distinct blobs.
             */
            size?: number;
            /**
             * Format: int64
             * @description What no other repository holds of that.
             */
            unique_size?: number;
            /** Format: date-time */
            update_time?: string;
        };
        ResourceList: {
            [key: string]: number;
        };
        RetentionExecution: {
            dry_run?: boolean;
            end_time?: string;
            /** Format: int64 */
            id?: number;
            /** Format: int64 */
            policy_id?: number;
            start_time?: string;
            status?: string;
            trigger?: string;
        };
        RetentionExecutionTask: {
            end_time?: string;
            /** Format: int64 */
            execution_id?: number;
            /** Format: int64 */
            id?: number;
            job_id?: string;
            repository?: string;
            retained?: number;
            start_time?: string;
            status?: string;
            status_code?: number;
            /** Format: int64 */
            status_revision?: number;
            total?: number;
        };
        RetentionMetadata: {
            scope_selectors?: components["schemas"]["RetentionSelectorMetadata"][];
            tag_selectors?: components["schemas"]["RetentionSelectorMetadata"][];
            templates?: components["schemas"]["RetentionRuleMetadata"][];
        };
        RetentionPolicy: {
            algorithm?: string;
            /** Format: int64 */
            id?: number;
            rules?: components["schemas"]["RetentionRule"][];
            scope?: components["schemas"]["RetentionPolicyScope"];
            trigger?: components["schemas"]["RetentionRuleTrigger"];
        };
        RetentionPolicyScope: {
            level?: string;
            ref?: number;
        };
        RetentionRule: {
            action?: string;
            disabled?: boolean;
            id?: number;
            params?: {
                [key: string]: Record<string, never>;
            };
            priority?: number;
            scope_selectors?: {
                [key: string]: components["schemas"]["RetentionSelector"][];
            };
            tag_selectors?: components["schemas"]["RetentionSelector"][];
            template?: string;
        };
        RetentionRuleMetadata: {
            action?: string;
            display_text?: string;
            params?: components["schemas"]["RetentionRuleParamMetadata"][];
            rule_template?: string;
        };
        RetentionRuleParamMetadata: {
            required?: boolean;
            type?: string;
            unit?: string;
        };
        RetentionRuleTrigger: {
            kind?: string;
            references?: Record<string, never>;
            settings?: Record<string, never>;
        };
        RetentionSelector: {
            decoration?: string;
            extras?: string;
            kind?: string;
            pattern?: string;
        };
        RetentionSelectorMetadata: {
            decorations?: string[];
            display_text?: string;
            kind?: string;
        };
        Robot: {
            /** Format: date-time */
            creation_time?: string;
            /** @description True when the user or the robot that made it is there no more. */
            creator_deleted?: boolean;
            /** Format: int64 */
            creator_ref?: number;
            creator_type?: string;
            description?: string;
            disable?: boolean;
            /** Format: int64 */
            duration?: number | null;
            editable?: boolean;
            /** Format: int64 */
            expires_at?: number;
            /** Format: int64 */
            id?: number;
            /**
             * Format: date-time
             * @description When it last signed in, to the minute.
             */
            last_used_at?: string;
            /** @description What it did then. */
            last_used_for?: string;
            level?: string;
            name?: string;
            permissions?: components["schemas"]["RobotPermission"][];
            secret?: string;
            /** Format: date-time */
            update_time?: string;
        };
        RobotCreate: {
            description?: string;
            disable?: boolean;
            /** Format: int64 */
            duration?: number;
            level?: string;
            name?: string;
            permissions?: components["schemas"]["RobotPermission"][];
            secret?: string;
        };
        RobotCreated: {
            /** Format: date-time */
            creation_time?: string;
            /** Format: int64 */
            expires_at?: number;
            /** Format: int64 */
            id?: number;
            name?: string;
            secret?: string;
        };
        RobotPermission: {
            access?: components["schemas"]["Access"][];
            kind?: string;
            namespace?: string;
        };
        RobotSec: {
            /**
             * Format: int64
             * @description For how long the old secret stays good.
             */
            overlap_seconds?: number;
            secret?: string;
        };
        RoleRequest: {
            role_id?: number;
        };
        SBOMOverview: {
            /** Format: int64 */
            duration?: number;
            /** Format: date-time */
            end_time?: string;
            report_id?: string;
            sbom_digest?: string;
            scan_status?: string;
            scanner?: components["schemas"]["Scanner"];
            /** Format: date-time */
            start_time?: string;
        };
        Scanner: {
            name?: string;
            vendor?: string;
            version?: string;
        };
        ScanOverview: {
            [key: string]: components["schemas"]["NativeReportSummary"];
        };
        Schedule: {
            /** Format: date-time */
            readonly creation_time?: string;
            readonly id?: number;
            parameters?: {
                [key: string]: Record<string, never>;
            };
            schedule?: components["schemas"]["ScheduleObj"];
            readonly status?: string;
            /** Format: date-time */
            readonly update_time?: string;
        };
        ScheduleObj: {
            cron?: string;
            /** Format: date-time */
            next_scheduled_time?: string;
            /** @enum {string} */
            type?: "Hourly" | "Daily" | "Weekly" | "Custom" | "Manual" | "None" | "Schedule";
        };
        SchedulerStatus: {
            paused?: boolean;
        };
        ScheduleTask: {
            cron?: string;
            id?: number;
            /** Format: date-time */
            update_time?: string;
            vendor_id?: number;
            vendor_type?: string;
        };
        Search: {
            project?: components["schemas"]["Project"][];
            repository?: components["schemas"]["SearchRepository"][];
        };
        SearchRepository: {
            artifact_count?: number;
            project_id?: number;
            project_name?: string;
            project_public?: boolean;
            pull_count?: number;
            repository_name?: string;
        };
        /** @description A browser that has signed in. */
        Session: {
            /** @description Where it signed in from. */
            address?: string;
            /** Format: date-time */
            creation_time?: string;
            /** @description Whether the request came by it. */
            current?: boolean;
            /**
             * Format: date-time
             * @description When it ends unless it is used before.
             */
            expiry_time?: string;
            /** Format: int64 */
            id?: number;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            seen_time?: string;
            user_agent?: string;
        };
        Statistic: {
            /** Format: int64 */
            private_project_count?: number;
            /** Format: int64 */
            private_repo_count?: number;
            /** Format: int64 */
            public_project_count?: number;
            /** Format: int64 */
            public_repo_count?: number;
            /** Format: int64 */
            total_project_count?: number;
            /** Format: int64 */
            total_repo_count?: number;
            /** Format: int64 */
            total_storage_consumption?: number;
        };
        Storage: {
            /** Format: uint64 */
            free?: number;
            /** Format: uint64 */
            total?: number;
        };
        StringConfigItem: {
            editable?: boolean;
            /**
             * @description Where the value comes from.
             * @enum {string}
             */
            source?: "default" | "file" | "environment" | "database";
            /** @description Whether anything is done with it so far. */
            used?: boolean;
            value?: string;
        };
        SystemInfo: {
            storage?: components["schemas"]["Storage"][];
        };
        Tag: {
            /** Format: int64 */
            artifact_id?: number;
            /** Format: int64 */
            id?: number;
            immutable?: boolean;
            name?: string;
            /** Format: date-time */
            pull_time?: string;
            /** Format: date-time */
            push_time?: string;
            /** Format: int64 */
            repository_id?: number;
        };
        /** @description What a tag pointed at from then on. */
        TagHistory: {
            /** @description Left out when the tag was deleted. */
            digest?: string;
            /** Format: int64 */
            id?: number;
            /** @enum {string} */
            operation?: "push" | "delete";
            /** Format: date-time */
            time?: string;
            username?: string;
        };
        /** @description An act of deletion that can be undone. */
        TrashItem: {
            /** @description Artifacts that went, accessories and children of indexes among them. */
            artifact_count?: number;
            /** Format: date-time */
            deletion_time?: string;
            /** @description Of an artifact, or of what the tag pointed at. */
            digest?: string;
            /**
             * Format: date-time
             * @description When it goes for good.
             */
            expiry_time?: string;
            /** Format: int64 */
            id?: number;
            /** @enum {string} */
            kind?: "tag" | "artifact" | "repository";
            /** @description The tag, the digest or the repository. */
            name?: string;
            /** @description by hand, or the rule that asked for it. */
            reason?: string;
            /** @description project/path… */
            repository?: string;
            /** @description Who deleted it. */
            username?: string;
        };
        /** @description What has come back. */
        TrashRestored: {
            artifact_count?: number;
            repository?: string;
            /** @description Tags that point elsewhere and were left there, at most 1000 of them. */
            skipped_tags?: string[];
            /** @description At most 1000 of them. */
            tags?: string[];
        };
        UserCreationReq: {
            comment?: string;
            email?: string;
            password?: string;
            realname?: string;
            username?: string;
        };
        UserEntity: {
            user_id?: number;
            username?: string;
        };
        UserGroup: {
            group_name?: string;
            group_type?: number;
            id?: number;
            ldap_group_dn?: string;
        };
        UserGroupSearchItem: {
            group_name?: string;
            group_type?: number;
            id?: number;
        };
        UserProfile: {
            comment?: string;
            email?: string;
            realname?: string;
        };
        UserResp: {
            admin_role_in_auth?: boolean;
            comment?: string;
            /** Format: date-time */
            creation_time?: string;
            email?: string;
            /**
             * Format: date-time
             * @description When somebody last signed in as this user, to the minute.
             */
            last_login_at?: string;
            oidc_user_meta?: components["schemas"]["OIDCUserInfo"];
            realname?: string;
            sysadmin_flag?: boolean;
            /** Format: date-time */
            update_time?: string;
            /** Format: int */
            user_id?: number;
            username?: string;
        };
        UserSearchRespItem: {
            /** Format: int */
            user_id?: number;
            username?: string;
        };
        UserSysAdminFlag: {
            sysadmin_flag?: boolean;
        };
        VulnerabilitySummary: {
            /** Format: int */
            fixable?: number;
            summary?: {
                [key: string]: number;
            };
            /** Format: int */
            total?: number;
        };
        Worker: {
            check_in?: string;
            /** Format: date-time */
            checkin_at?: string | null;
            id?: string;
            job_id?: string;
            job_name?: string;
            pool_id?: string;
            /** Format: date-time */
            start_at?: string | null;
        };
        WorkerPool: {
            concurrency?: number;
            /** Format: date-time */
            heartbeat_at?: string;
            host?: string;
            pid?: number;
            /** Format: date-time */
            start_at?: string;
            worker_pool_id?: string;
        };
    };
    responses: {
        200: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        201: {
            headers: {
                Location?: string;
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        202: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        400: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        401: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        403: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        404: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        405: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        409: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        412: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        415: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        422: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
        500: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Errors"];
            };
        };
    };
    parameters: {
        acceptVulnerabilities: string;
        accessoryId: number;
        digest: string;
        executionId: number;
        gcId: number;
        immutableRuleId: number;
        instanceName: string;
        isResourceName: boolean;
        labelId: number;
        page: number;
        pageSize: number;
        preheatPolicyName: string;
        projectName: string;
        projectNameOrId: string;
        purgeId: number;
        query: string;
        reference: string;
        repositoryName: string;
        requestId: string;
        resourceNameInLocation: boolean;
        robotId: number;
        scanDataType: string;
        sort: string;
        tagName: string;
        taskId: number;
        userName: string;
        webhookPolicyId: number;
    };
    requestBodies: {
        addProjectMetadatasMetadata: {
            content: {
                "application/json": {
                    [key: string]: string;
                };
            };
        };
        ImmutableRule: {
            content: {
                "application/json": components["schemas"]["ImmutableRule"];
            };
        };
        Label: {
            content: {
                "application/json": components["schemas"]["Label"];
            };
        };
        PortalDeletion: {
            content: {
                "application/json": components["schemas"]["PortalDeletion"];
            };
        };
        ProjectReq: {
            content: {
                "application/json": components["schemas"]["ProjectReq"];
            };
        };
        RetentionPolicy: {
            content: {
                "application/json": components["schemas"]["RetentionPolicy"];
            };
        };
        Schedule: {
            content: {
                "application/json": components["schemas"]["Schedule"];
            };
        };
        UserGroup: {
            content: {
                "application/json": components["schemas"]["UserGroup"];
            };
        };
    };
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAuditLogs: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            500: components["responses"]["500"];
        };
    };
    listAuditLogExts: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogExt"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            500: components["responses"]["500"];
        };
    };
    listAuditLogEventTypes: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogEventType"][];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getConfigurations: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationsResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateConfigurations: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Configurations"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverallHealthStatus"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    getIcon: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                digest: components["parameters"]["digest"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Icon"];
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getInternalconfig: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalConfigurationsResponse"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500"];
        };
    };
    stopRunningJob: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    actionGetJobLog: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getWorkerPools: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerPool"][];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getWorkers: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                pool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worker"][];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listJobQueues: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobQueue"][];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    actionPendingJobs: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                job_type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    ListLabels: {
        parameters: {
            query?: {
                name?: string;
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                project_id?: number;
                q?: components["parameters"]["query"];
                scope?: string;
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    CreateLabel: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Label"];
        responses: {
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            415: components["responses"]["415"];
            500: components["responses"]["500"];
        };
    };
    GetLabelByID: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                label_id: components["parameters"]["labelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    UpdateLabel: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                label_id: components["parameters"]["labelId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Label"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    DeleteLabel: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                label_id: components["parameters"]["labelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getOpenapi: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            500: components["responses"]["500"];
        };
    };
    getPermissions: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permissions"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getPing: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    getPortalHome: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalHome"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listPortalProjects: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                public?: boolean;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalProject"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    tryPortalImmutability: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PortalTrialRule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTrial"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getPortalRepository: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalRepository"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deletePortalArtifacts: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["PortalDeletion"];
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalDeleted"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getPortalArtifact: {
        parameters: {
            query?: {
                /** @description Whether each tag is immutable. */
                with_immutable_status?: boolean;
                /** @description With its labels. */
                with_label?: boolean;
                /** @description With its tags, at most 1,000. */
                with_tag?: boolean;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalArtifact"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deletePortalTags: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["PortalDeletion"];
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalDeleted"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listPortalTags: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTag"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listProjects: {
        parameters: {
            query?: {
                name?: string;
                owner?: string;
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                public?: boolean;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
                with_detail?: boolean;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
                "X-Resource-Name-In-Location"?: components["parameters"]["resourceNameInLocation"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ProjectReq"];
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    headProject: {
        parameters: {
            query: {
                project_name: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ProjectReq"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            412: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    getProjectDeletable: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDeletable"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listArtifactsOfProject: {
        parameters: {
            query?: {
                latest_in_repository?: boolean;
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
                with_accessory?: boolean;
                with_immutable_status?: boolean;
                with_inherited_accessory?: boolean;
                with_label?: boolean;
                with_sbom_overview?: boolean;
                with_scan_overview?: boolean;
                with_tag?: boolean;
            };
            header?: {
                "X-Accept-Vulnerabilities"?: components["parameters"]["acceptVulnerabilities"];
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    ListImmuRules: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImmutableRule"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    CreateImmuRule: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ImmutableRule"];
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    UpdateImmuRule: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                immutable_rule_id: components["parameters"]["immutableRuleId"];
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ImmutableRule"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    DeleteImmuRule: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                immutable_rule_id: components["parameters"]["immutableRuleId"];
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listProjectMembers: {
        parameters: {
            query?: {
                entityname?: string;
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
            };
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMemberEntity"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    createProjectMember: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProjectMember"];
            };
        };
        responses: {
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    getProjectMember: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                mid: number;
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMemberEntity"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    updateProjectMember: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                mid: number;
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoleRequest"];
            };
        };
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteProjectMember: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                mid: number;
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listProjectMetadatas: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    addProjectMetadatas: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["addProjectMetadatasMetadata"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    getProjectMetadata: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                meta_name: string;
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    updateProjectMetadata: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                meta_name: string;
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["addProjectMetadatasMetadata"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    deleteProjectMetadata: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                meta_name: string;
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    getProjectSummary: {
        parameters: {
            query?: never;
            header?: {
                "X-Is-Resource-Name"?: components["parameters"]["isResourceName"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name_or_id: components["parameters"]["projectNameOrId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectSummary"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getLogExts: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogExt"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getLogs: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listRepositories: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getRepository: {
        parameters: {
            query?: {
                /** @description Tell `size`, `unique_size` and `pull_time` as well. */
                with_size?: boolean;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    updateRepository: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Repository"];
            };
        };
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteRepository: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            412: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    listArtifacts: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
                with_accessory?: boolean;
                with_immutable_status?: boolean;
                with_inherited_accessory?: boolean;
                with_label?: boolean;
                with_sbom_overview?: boolean;
                with_scan_overview?: boolean;
                with_tag?: boolean;
            };
            header?: {
                "X-Accept-Vulnerabilities"?: components["parameters"]["acceptVulnerabilities"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    CopyArtifact: {
        parameters: {
            query: {
                from: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            405: components["responses"]["405"];
            500: components["responses"]["500"];
        };
    };
    getArtifact: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                with_accessory?: boolean;
                with_immutable_status?: boolean;
                with_inherited_accessory?: boolean;
                with_label?: boolean;
                with_sbom_overview?: boolean;
                with_scan_overview?: boolean;
                with_signature?: boolean;
                /** @description Tell `unique_size` as well. */
                with_size?: boolean;
                with_tag?: boolean;
            };
            header?: {
                "X-Accept-Vulnerabilities"?: components["parameters"]["acceptVulnerabilities"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    deleteArtifact: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    listAccessories: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accessory"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getAddition: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                addition: "build_history" | "values.yaml" | "readme.md" | "dependencies" | "sbom" | "license" | "files";
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getVulnerabilitiesAddition: {
        parameters: {
            query?: never;
            header?: {
                "X-Accept-Vulnerabilities"?: components["parameters"]["acceptVulnerabilities"];
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    addLabel: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Label"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    removeLabel: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                label_id: number;
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    listTags: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
                with_immutable_status?: boolean;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    createTag: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTag"];
            };
        };
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            405: components["responses"]["405"];
            409: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    deleteTag: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                reference: components["parameters"]["reference"];
                repository_name: components["parameters"]["repositoryName"];
                tag_name: components["parameters"]["tagName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    listTagHistory: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                repository_name: components["parameters"]["repositoryName"];
                tag_name: components["parameters"]["tagName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagHistory"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listTrash: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrashItem"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    emptyTrash: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteTrash: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                trash_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    restoreTrash: {
        parameters: {
            query?: {
                /** @description Leave tags that point elsewhere by now where they are; without it they are a conflict and nothing comes back. */
                skip_tags?: boolean;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                project_name: components["parameters"]["projectName"];
                trash_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrashRestored"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    listQuotas: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                reference?: string;
                reference_id?: string;
                sort?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quota"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getQuota: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quota"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    updateQuota: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuotaUpdateReq"];
            };
        };
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listAllRepositories: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"][];
                };
            };
            400: components["responses"]["400"];
            500: components["responses"]["500"];
        };
    };
    createRetention: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["RetentionPolicy"];
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionPolicy"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    updateRetention: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["RetentionPolicy"];
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteRetention: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listRetentionExecutions: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionExecution"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    triggerRetentionExecution: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    dry_run?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    operateRetentionExecution: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                eid: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    action?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listRetentionTasks: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                eid: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionExecutionTask"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getRetentionTaskLog: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                eid: number;
                id: number;
                tid: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getRentenitionMetadata: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionMetadata"];
                };
            };
            401: components["responses"]["401"];
            500: components["responses"]["500"];
        };
    };
    ListRobot: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Robot"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    CreateRobot: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RobotCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    Location?: string;
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RobotCreated"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    GetRobotByID: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                robot_id: components["parameters"]["robotId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Robot"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    UpdateRobot: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                robot_id: components["parameters"]["robotId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Robot"];
            };
        };
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    DeleteRobot: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                robot_id: components["parameters"]["robotId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    RefreshSec: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                robot_id: components["parameters"]["robotId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RobotSec"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RobotSec"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleTask"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getSchedulePaused: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                job_type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulerStatus"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    search: {
        parameters: {
            query: {
                q: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Search"];
                };
            };
            400: components["responses"]["400"];
            500: components["responses"]["500"];
        };
    };
    getStatistic: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistic"];
                };
            };
            401: components["responses"]["401"];
            500: components["responses"]["500"];
        };
    };
    getGCHistory: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GCHistory"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getGC: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                gc_id: components["parameters"]["gcId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GCHistory"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    stopGC: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                gc_id: components["parameters"]["gcId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getGCLog: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                gc_id: components["parameters"]["gcId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getGCSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GCHistory"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    updateGCSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Schedule"];
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    createGCSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Schedule"];
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    getPurgeHistory: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecHistory"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getPurgeJob: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                purge_id: components["parameters"]["purgeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecHistory"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    stopPurge: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                purge_id: components["parameters"]["purgeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getPurgeJobLog: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                purge_id: components["parameters"]["purgeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getPurgeSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecHistory"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    updatePurgeSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Schedule"];
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    createPurgeSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Schedule"];
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    getScrubHistory: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecHistory"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getScrub: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                scrub_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecHistory"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    stopScrub: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                scrub_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getScrubLog: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                scrub_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listDamagedBlobs: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DamagedBlob"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getScrubSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecHistory"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    updateScrubSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Schedule"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    createScrubSchedule: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Schedule"];
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    getSystemInfo: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneralInfo"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    getCert: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500"];
        };
    };
    getVolumes: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemInfo"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listUserGroups: {
        parameters: {
            query?: {
                group_name?: string;
                ldap_group_dn?: string;
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroup"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    createUserGroup: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["UserGroup"];
        responses: {
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    getUserGroup: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroup"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    updateUserGroup: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["UserGroup"];
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteUserGroup: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    searchUserGroups: {
        parameters: {
            query: {
                groupname: string;
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroupSearchItem"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            409: components["responses"]["409"];
            500: components["responses"]["500"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                q?: components["parameters"]["query"];
                sort?: components["parameters"]["sort"];
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResp"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCreationReq"];
            };
        };
        responses: {
            201: components["responses"]["201"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            409: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResp"];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    updateUserProfile: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserProfile"];
            };
        };
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: {
                headers: {
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Errors"];
                };
            };
            500: components["responses"]["500"];
        };
    };
    setCliSecret: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OIDCCliSecretReq"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500"];
        };
    };
    updateUserPassword: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReq"];
            };
        };
        responses: {
            200: components["responses"]["200"];
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401"];
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500"];
        };
    };
    listUserSessions: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteUserSessions: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteUserSession: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                session_id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    setUserSysAdmin: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserSysAdminFlag"];
            };
        };
        responses: {
            200: components["responses"]["200"];
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getCurrentUserInfo: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResp"];
                };
            };
            401: components["responses"]["401"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    getCurrentUserPermissions: {
        parameters: {
            query?: {
                relative?: boolean;
                scope?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permission"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            500: components["responses"]["500"];
        };
    };
    listCurrentSessions: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    deleteCurrentSessions: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    deleteCurrentSession: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["200"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    searchUsers: {
        parameters: {
            query: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["pageSize"];
                /** @description The page behind the one that answered this in `X-Next-Page-Token`; no total then. */
                page_token?: string;
                username: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["requestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    Link?: string;
                    /** @description Where the next page begins. */
                    "X-Next-Page-Token"?: string;
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSearchRespItem"][];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            500: components["responses"]["500"];
        };
    };
}
