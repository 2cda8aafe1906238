import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Label = components["schemas"]["Label"];
export const LABELS = ["labels"] as const;
/** `g` of the system, `p` of a project. */
export type Scope = { scope: "g" } | { scope: "p"; project_id: number };

export async function fetchLabels(scope: Scope, page: number, { search, sort }: ListState): Promise<Fetched<Label>> {
  const query = { ...scope, page, page_size: PAGE, ...(search && { name: search }), ...(sort && { sort }) };
  const { data, response } = await api.GET("/labels", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}

/** Make one, or change the one that has an id. */
export const saveLabel = (label: Label) =>
  label.id
    ? api.PUT("/labels/{label_id}", { params: { path: { label_id: label.id } }, body: label })
    : api.POST("/labels", { body: label });

export const deleteLabel = (label: Label) =>
  api.DELETE("/labels/{label_id}", { params: { path: { label_id: label.id ?? 0 } } });
