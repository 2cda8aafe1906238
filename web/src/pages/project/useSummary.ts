import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";

const header = { "X-Is-Resource-Name": true };

/** Numbers of a project: repositories, members of each role, what of its quota is used. */
export function useSummary(name: string) {
  return useQuery({
    queryKey: ["project", name, "summary"],
    queryFn: async () => {
      const path = { project_name_or_id: name };
      return (await api.GET("/projects/{project_name_or_id}/summary", { params: { path, header } })).data;
    },
  });
}
