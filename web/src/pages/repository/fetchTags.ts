import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import { all, holds, is } from "~/lib/query";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Tag = components["schemas"]["PortalTag"];

/** The `q` that the state of the list asks for. */
export function tagsAsked({ search, get }: ListState): string {
  return all(holds("name", search), is("type", get("type")), is("labels", get("label")));
}

export async function fetchTags(project: string, path: string, page: number, state: ListState): Promise<Fetched<Tag>> {
  const q = tagsAsked(state);
  const query = { page, page_size: PAGE, ...(q && { q }), ...(state.sort && { sort: state.sort }) };
  const { data, response } = await api.GET("/portal/projects/{project_name}/repositories/{repository_name}/tags", {
    baseUrl: "/api",
    params: { path: { project_name: project, repository_name: path }, query },
  });
  return { rows: data ?? [], total: totalOf(response) };
}
