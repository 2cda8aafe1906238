import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { components } from "~/api/schema";
import type { May } from "~/pages/project/useProject";

export type Whole = components["schemas"]["PortalArtifact"];

/** What every part of an artifact's page is given. */
export interface ArtifactProps {
  project: string;
  /** The repository, without the project's name. */
  path: string;
  whole: Whole;
  may: May;
}

export function useArtifact(project: string, path: string, reference: string) {
  const { data, error } = useQuery({
    queryKey: ["artifact", project, path, reference],
    enabled: reference !== "",
    queryFn: async () => {
      const at = "/portal/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}";
      const params = { path: { project_name: project, repository_name: path, reference } };
      return (await api.GET(at, { baseUrl: "/api", params })).data;
    },
  });
  const may: May = (resource, action) => data?.permissions.includes(`${resource}:${action}`) ?? false;
  return { whole: data, error, may };
}
