import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Artifact = components["schemas"]["Artifact"];

export async function fetchArtifacts(
  project: string,
  repository: string,
  page: number,
  { search, sort }: ListState,
): Promise<Fetched<Artifact>> {
  const path = { project_name: project, repository_name: repository };
  const query = {
    page,
    page_size: PAGE,
    with_tag: true,
    with_label: true,
    with_accessory: true,
    with_immutable_status: true,
    ...(search && { q: `tags=~${search}` }),
    ...(sort && { sort }),
  };
  const { data, response } = await api.GET("/projects/{project_name}/repositories/{repository_name}/artifacts", {
    params: { path, query },
  });
  return { rows: data ?? [], total: totalOf(response) };
}
