import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Entry = components["schemas"]["AuditLogExt"];

export async function fetchEntries(page: number, { search, sort }: ListState): Promise<Fetched<Entry>> {
  const query = { page, page_size: PAGE, ...(search && { q: `resource=~${search}` }), ...(sort && { sort }) };
  const { data, response } = await api.GET("/auditlog-exts", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}
