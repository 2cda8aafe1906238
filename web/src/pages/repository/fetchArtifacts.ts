import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import { all, holds, is } from "~/lib/query";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Artifact = components["schemas"]["Artifact"];

/** The `q` that the state of the list asks for. */
export function artifactsAsked({ search, get }: ListState): string {
  const untagged = get("only") === "untagged" ? "tags=nil" : "";
  return all(untagged || holds("tags", search), is("type", get("type")), is("labels", get("label")));
}

export async function fetchArtifacts(
  project: string,
  repository: string,
  page: number,
  state: ListState,
): Promise<Fetched<Artifact>> {
  const path = { project_name: project, repository_name: repository };
  const q = artifactsAsked(state);
  const query = {
    page,
    page_size: PAGE,
    with_tag: true,
    with_label: true,
    ...(q && { q }),
    ...(state.sort && { sort: state.sort }),
  };
  const { data, response } = await api.GET("/projects/{project_name}/repositories/{repository_name}/artifacts", {
    params: { path, query },
  });
  return { rows: data ?? [], total: totalOf(response) };
}
