import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import type { components } from "~/api/schema";
import type { May } from "~/pages/project/useProject";

export type Repository = components["schemas"]["PortalRepository"];

/** What every tab of a repository is given. */
export interface RepositoryProps {
  project: string;
  /** Without the project's name. */
  path: string;
  projectId: number;
  may: May;
}

export function useRepository(project: string, path: string) {
  const { data, error } = useQuery({
    queryKey: ["repository", project, path],
    queryFn: async () => {
      const at = "/portal/projects/{project_name}/repositories/{repository_name}";
      const params = { path: { project_name: project, repository_name: path } };
      return (await api.GET(at, { baseUrl: "/api", params })).data;
    },
  });
  const may: May = (resource, action) => data?.permissions.includes(`${resource}:${action}`) ?? false;
  return { repository: data?.repository, projectId: data?.project_id ?? 0, error, may };
}

/** What deleting or pushing changes in the views of a repository. */
export function keysOf(project: string, path: string): string[][] {
  return ["repository", "tags", "artifacts", "artifact"].map((view) => [view, project, path]);
}
