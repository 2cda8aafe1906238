import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Member = components["schemas"]["ProjectMemberEntity"];
export const ROLES = [1, 4, 2, 3, 5] as const;
const header = { "X-Is-Resource-Name": true };

export async function fetchMembers(project: string, page: number, { search }: ListState): Promise<Fetched<Member>> {
  const path = { project_name_or_id: project };
  const query = { page, page_size: PAGE, ...(search && { entityname: search }) };
  const { data, response } = await api.GET("/projects/{project_name_or_id}/members", {
    params: { path, query, header },
  });
  return { rows: data ?? [], total: totalOf(response) };
}

export function addMember(project: string, kind: "person" | "group", name: string, role: number) {
  const who = kind === "group" ? { member_group: { group_name: name } } : { member_user: { username: name } };
  return api.POST("/projects/{project_name_or_id}/members", {
    params: { path: { project_name_or_id: project }, header },
    body: { ...who, role_id: role },
  });
}

export function changeRole(project: string, mid: number, role: number) {
  return api.PUT("/projects/{project_name_or_id}/members/{mid}", {
    params: { path: { project_name_or_id: project, mid }, header },
    body: { role_id: role },
  });
}

export function removeMember(project: string, mid: number) {
  return api.DELETE("/projects/{project_name_or_id}/members/{mid}", {
    params: { path: { project_name_or_id: project, mid }, header },
  });
}

/** Names of people or groups that hold this, to choose from. */
export async function findNames(kind: "person" | "group", part: string): Promise<string[]> {
  if (kind === "group") {
    const { data } = await api.GET("/usergroups/search", { params: { query: { groupname: part, page_size: 10 } } });
    return (data ?? []).map((one) => one.group_name ?? "");
  }
  const { data } = await api.GET("/users/search", { params: { query: { username: part, page_size: 10 } } });
  return (data ?? []).map((one) => one.username ?? "");
}
