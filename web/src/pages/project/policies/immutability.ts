import { api } from "~/api/client";
import type { components } from "~/api/schema";

export type ImmutableRule = components["schemas"]["ImmutableRule"];
export const MOST = 15;
export const keyOf = (project: string) => ["immutable-rules", project];

const header = { "X-Is-Resource-Name": true };

export async function fetchRules(project: string): Promise<ImmutableRule[]> {
  const path = { project_name_or_id: project };
  const { data } = await api.GET("/projects/{project_name_or_id}/immutabletagrules", {
    params: { path, header, query: { page_size: MOST } },
  });
  return data ?? [];
}

/** Make one, or change the one that has an id. */
export const saveRule = (project: string, rule: ImmutableRule) =>
  rule.id
    ? api.PUT("/projects/{project_name_or_id}/immutabletagrules/{immutable_rule_id}", {
        params: { path: { project_name_or_id: project, immutable_rule_id: rule.id }, header },
        body: rule,
      })
    : api.POST("/projects/{project_name_or_id}/immutabletagrules", {
        params: { path: { project_name_or_id: project }, header },
        body: { action: "immutable", template: "immutable_template", ...rule },
      });

export const deleteRule = (project: string, rule: ImmutableRule) =>
  api.DELETE("/projects/{project_name_or_id}/immutabletagrules/{immutable_rule_id}", {
    params: { path: { project_name_or_id: project, immutable_rule_id: rule.id ?? 0 }, header },
  });
