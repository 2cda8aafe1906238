import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { components } from "~/api/schema";
import { useRights } from "~/app/session";

export type Project = components["schemas"]["Project"];
export type May = (resource: string, action: string) => boolean;

/** What a tab of a project is given. */
export interface TabProps {
  project: Project;
  may: May;
}

export function useProject(name: string) {
  const { data: project, error } = useQuery({
    queryKey: ["project", name],
    queryFn: async () => {
      const path = { project_name_or_id: name };
      return (
        await api.GET("/projects/{project_name_or_id}", { params: { path, header: { "X-Is-Resource-Name": true } } })
      ).data;
    },
  });
  return { project, error, may: useRights(project?.project_id) };
}
