import { api } from "~/api/client";
import type { components } from "~/api/schema";

export type Policy = components["schemas"]["RetentionPolicy"];
export type RetentionRule = components["schemas"]["RetentionRule"];
export type Execution = components["schemas"]["RetentionExecution"];
export type Task = components["schemas"]["RetentionExecutionTask"];

export const MOST = 15;
/** Ways of choosing what stays; those with a number ask how many artifacts or days. */
export const TEMPLATES = [
  "latestPushedK",
  "latestPulledN",
  "nDaysSinceLastPush",
  "nDaysSinceLastPull",
  "always",
] as const;
export type Template = (typeof TEMPLATES)[number];
export const goesOn = (one: { status?: string }) => one.status === "Running" || one.status === "Pending";

export async function fetchPolicy(id: number): Promise<Policy | null> {
  return (await api.GET("/retentions/{id}", { params: { path: { id } } })).data ?? null;
}

export const cronOf = (policy: Policy | null | undefined) =>
  String((policy?.trigger?.settings as { cron?: string } | undefined)?.cron ?? "");

export const numberOf = (rule: RetentionRule) =>
  Number((rule.params as Record<string, unknown>)?.[rule.template ?? ""]);

/** The whole policy of a project, made if there is none. */
export function savePolicy(projectId: number, id: number, rules: RetentionRule[], cron: string) {
  const settings = { cron } as unknown as Record<string, never>;
  const body: Policy = {
    algorithm: "or",
    rules,
    scope: { level: "project", ref: projectId },
    trigger: { kind: "Schedule", settings },
  };
  return id ? api.PUT("/retentions/{id}", { params: { path: { id } }, body }) : api.POST("/retentions", { body });
}

export const run = (id: number, dryRun: boolean) =>
  api.POST("/retentions/{id}/executions", { params: { path: { id } }, body: { dry_run: dryRun } });

export const stopRun = (id: number, execution: Execution) =>
  api.PATCH("/retentions/{id}/executions/{eid}", {
    params: { path: { id, eid: execution.id ?? 0 } },
    body: { action: "stop" },
  });

export async function fetchExecutions(id: number): Promise<Execution[]> {
  const params = { path: { id }, query: { page: 1, page_size: 10 } };
  return (await api.GET("/retentions/{id}/executions", { params })).data ?? [];
}

export async function fetchTasks(id: number, eid: number): Promise<Task[]> {
  const params = { path: { id, eid }, query: { page: 1, page_size: 100 } };
  return (await api.GET("/retentions/{id}/executions/{eid}/tasks", { params })).data ?? [];
}

export async function logOf(id: number, task: Task): Promise<string> {
  const path = { id, eid: task.execution_id ?? 0, tid: task.id ?? 0 };
  const { data } = await api.GET("/retentions/{id}/executions/{eid}/tasks/{tid}", {
    params: { path },
    parseAs: "text",
  });
  return data ?? "";
}
