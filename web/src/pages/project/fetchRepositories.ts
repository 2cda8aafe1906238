import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Repository = components["schemas"]["Repository"];

/** Its name without the project's. */
export function pathOf(repository: Repository): string {
  const name = repository.name ?? "";
  return name.slice(name.indexOf("/") + 1);
}

export async function fetchRepositories(
  project: string,
  page: number,
  { search, sort }: ListState,
): Promise<Fetched<Repository>> {
  const path = { project_name: project };
  const query = { page, page_size: PAGE, ...(search && { q: `name=~${search}` }), ...(sort && { sort }) };
  const { data, response } = await api.GET("/projects/{project_name}/repositories", { params: { path, query } });
  return { rows: data ?? [], total: totalOf(response) };
}
