import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type User = components["schemas"]["UserResp"];
export type NewUser = components["schemas"]["UserCreationReq"];
export const USERS = ["users"] as const;

export async function fetchUsers(page: number, { search, sort }: ListState): Promise<Fetched<User>> {
  const query = { page, page_size: PAGE, ...(search && { q: `username=~${search}` }), ...(sort && { sort }) };
  const { data, response } = await api.GET("/users", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}

export const createUser = (body: NewUser) => api.POST("/users", { body });

const at = (user: User) => ({ params: { path: { user_id: user.user_id ?? 0 } } });

export const deleteUser = (user: User) => api.DELETE("/users/{user_id}", at(user));

export const setAdmin = (user: User, admin: boolean) =>
  api.PUT("/users/{user_id}/sysadmin", { ...at(user), body: { sysadmin_flag: admin } });

export const setPassword = (user: User, password: string) =>
  api.PUT("/users/{user_id}/password", { ...at(user), body: { new_password: password } });
