import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Quota = components["schemas"]["Quota"];
export const QUOTAS = ["quotas"] as const;

export async function fetchQuotas(page: number, { sort }: ListState): Promise<Fetched<Quota>> {
  const query = { page, page_size: PAGE, reference: "project", ...(sort && { sort }) };
  const { data, response } = await api.GET("/quotas", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}

export const setQuota = (quota: Quota, storage: number) =>
  api.PUT("/quotas/{id}", { params: { path: { id: quota.id ?? 0 } }, body: { hard: { storage } } });

/** The name of the project that it is of. */
export const nameOf = (quota: Quota) => String(quota.ref?.name ?? "");
export const limitOf = (quota: Quota) => quota.hard?.storage ?? -1;
export const usedOf = (quota: Quota) => quota.used?.storage ?? 0;
