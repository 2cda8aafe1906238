import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

/** A project with the bytes that it holds, where the reader may know them. */
export type Project = components["schemas"]["PortalProject"];
/** Which are shown. */
export const ACCESS = ["public", "private"] as const;

export async function fetchProjects(
  access: string,
  page: number,
  { search, sort }: ListState,
): Promise<Fetched<Project>> {
  const query = {
    page,
    page_size: PAGE,
    ...(search && { q: `name=~${search}` }),
    ...(sort && { sort }),
    ...(access && { public: access === "public" }),
  };
  const { data, response } = await api.GET("/portal/projects", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}
