import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type TrashItem = components["schemas"]["TrashItem"];

export async function fetchTrash(
  project: string,
  kind: string,
  page: number,
  { search, sort }: ListState,
): Promise<Fetched<TrashItem>> {
  const q = [search && `repository=~${search}`, kind && `kind=${kind}`].filter(Boolean).join(",");
  const query = { page, page_size: PAGE, ...(q && { q }), ...(sort && { sort }) };
  const { data, response } = await api.GET("/projects/{project_name}/trash", {
    params: { path: { project_name: project }, query },
  });
  return { rows: data ?? [], total: totalOf(response) };
}

const at = (project: string, item: TrashItem) => ({ project_name: project, trash_id: item.id ?? 0 });

/** Put it back; `skipTags`: without the tags that point elsewhere by now. */
export const restore = (project: string, item: TrashItem, skipTags: boolean) =>
  api.POST("/projects/{project_name}/trash/{trash_id}/restore", {
    params: { path: at(project, item), query: { skip_tags: skipTags } },
  });

export const deleteForGood = (project: string, item: TrashItem) =>
  api.DELETE("/projects/{project_name}/trash/{trash_id}", { params: { path: at(project, item) } });

export const emptyTrash = (project: string) =>
  api.DELETE("/projects/{project_name}/trash", { params: { path: { project_name: project } } });
