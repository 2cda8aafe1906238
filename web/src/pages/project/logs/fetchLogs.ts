import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Entry = components["schemas"]["AuditLogExt"];
export const OPERATIONS = ["create", "update", "delete", "pull", "operate", "restore"] as const;

export async function fetchLogs(
  project: string,
  filter: { operation: string; who: string },
  page: number,
  { search, sort }: ListState,
): Promise<Fetched<Entry>> {
  const q = [
    search && `resource=~${search}`,
    filter.operation && `operation=${filter.operation}`,
    filter.who && `username=${filter.who}`,
  ];
  const told = q.filter(Boolean).join(",");
  const query = { page, page_size: PAGE, ...(told && { q: told }), ...(sort && { sort }) };
  const { data, response } = await api.GET("/projects/{project_name}/auditlog-exts", {
    params: { path: { project_name: project }, query },
  });
  return { rows: data ?? [], total: totalOf(response) };
}
