import { api, totalOf } from "~/api/client";
import type { components } from "~/api/schema";
import type { ListState } from "~/lib/useListState";
import { type Fetched, PAGE } from "~/ui/List";

export type Collection = components["schemas"]["GCHistory"];
export const COLLECTIONS = ["collections"] as const;

export interface Numbers {
  freed_space?: number;
  purged_blobs?: number;
  purged_manifests?: number;
  dry_run?: boolean;
}

export async function fetchCollections(page: number, { sort }: ListState): Promise<Fetched<Collection>> {
  const query = { page, page_size: PAGE, ...(sort && { sort }) };
  const { data, response } = await api.GET("/system/gc", { params: { query } });
  return { rows: data ?? [], total: totalOf(response) };
}

/** What a run told of itself. */
export function numbersOf(run: Collection): Numbers {
  try {
    return JSON.parse(run.job_parameters ?? "{}") as Numbers;
  } catch {
    return {};
  }
}

export interface Wish {
  dryRun: boolean;
  deleteUntagged: boolean;
  workers: number;
}

/** Start one now. */
export const collect = ({ dryRun, deleteUntagged, workers }: Wish) =>
  api.POST("/system/gc/schedule", {
    body: {
      schedule: { type: "Manual" },
      parameters: { dry_run: dryRun, delete_untagged: deleteUntagged, workers } as unknown as Record<
        string,
        Record<string, never>
      >,
    },
  });

export const stopCollection = (run: Collection) =>
  api.PUT("/system/gc/{gc_id}", { params: { path: { gc_id: run.id ?? 0 } } });

export async function logOf(run: Collection): Promise<string> {
  const { data } = await api.GET("/system/gc/{gc_id}/log", {
    params: { path: { gc_id: run.id ?? 0 } },
    parseAs: "text",
  });
  return data ?? "";
}
