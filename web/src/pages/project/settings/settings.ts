import { api } from "~/api/client";

const at = (project: string) => ({
  params: { path: { project_name_or_id: project }, header: { "X-Is-Resource-Name": true } },
});

export const setPublic = (project: string, isPublic: boolean) =>
  api.PUT("/projects/{project_name_or_id}", { ...at(project), body: { metadata: { public: String(isPublic) } } });

/** Whether it could be deleted now, and why not. */
export async function fetchDeletable(project: string) {
  return (await api.GET("/projects/{project_name_or_id}/_deletable", at(project))).data ?? {};
}

export const deleteProject = (project: string) => api.DELETE("/projects/{project_name_or_id}", at(project));
