import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { components } from "~/api/schema";

export type Label = components["schemas"]["Label"];

/** The labels that artifacts of a project can have: the system's and its own. Fetched when `wanted`. */
export function useLabels(projectId: number, wanted: boolean): Label[] {
  const { data } = useQuery({
    queryKey: ["labels", projectId, "usable"],
    enabled: wanted && projectId > 0,
    queryFn: async () => {
      const query = { page_size: 100, sort: "name" };
      const [system, own] = await Promise.all([
        api.GET("/labels", { params: { query: { ...query, scope: "g" } } }),
        api.GET("/labels", { params: { query: { ...query, scope: "p", project_id: projectId } } }),
      ]);
      return [...(own.data ?? []), ...(system.data ?? [])];
    },
  });
  return data ?? [];
}
