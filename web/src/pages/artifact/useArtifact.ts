import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";

export function useArtifact(project: string, repository: string, reference: string) {
  return useQuery({
    queryKey: ["artifact", project, repository, reference],
    queryFn: async () => {
      const path = { project_name: project, repository_name: repository, reference };
      const query = { with_tag: true, with_label: true, with_accessory: true, with_immutable_status: true };
      const at = "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}";
      return (await api.GET(at, { params: { path, query } })).data;
    },
  });
}
