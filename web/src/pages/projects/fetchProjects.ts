import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Project = components["schemas"]["Project"];

export async function fetchProjects(page: number, { search, sort }: ListState): Promise<Fetched<Project>> {
  const query = { page, page_size: PAGE, ...(search && { q: `name=~${search}` }), ...(sort && { sort }) };
  const { data, response } = await api.GET("/projects", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}
