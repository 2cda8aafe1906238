import { api } from "~/api/client";
import type { components } from "~/api/schema";

export type Queue = components["schemas"]["JobQueue"];
export const QUEUES = ["queues"] as const;
export type Action = "stop" | "pause" | "resume";

export async function fetchQueues(): Promise<Queue[]> {
  return (await api.GET("/jobservice/queues")).data ?? [];
}

export const steer = ({ kind, action }: { kind: string; action: Action }) =>
  api.PUT("/jobservice/queues/{job_type}", { params: { path: { job_type: kind } }, body: { action } });

export async function fetchPools() {
  return (await api.GET("/jobservice/pools")).data ?? [];
}
