import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, postForm } from "~/api/client";
import { Refused } from "~/api/refusal";
import type { components } from "~/api/schema";

export type Me = components["schemas"]["UserResp"];
const KEY = ["me"] as const;

/** Who is signed in; null: nobody. */
export function useMe() {
  return useQuery({
    queryKey: KEY,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Me | null> => {
      try {
        return (await api.GET("/users/current")).data ?? null;
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null;
        throw error;
      }
    },
  });
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) =>
      postForm("/c/login", { principal: name, password }),
    onSuccess: () => queries.invalidateQueries(),
  });
}

/** Ends the session, and loads the page anew: nothing that was fetched for one person is left for the next. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => fetch("/c/log_out"),
    onSuccess: () => location.assign("/portal/"),
  });
}

/** What the caller may do in a project: `may("member", "create")`. */
export function useRights(projectId: number | undefined) {
  const { data } = useQuery({
    queryKey: ["rights", projectId],
    enabled: projectId !== undefined,
    queryFn: async () => {
      const scope = `/project/${projectId}`;
      const { data } = await api.GET("/users/current/permissions", { params: { query: { scope, relative: true } } });
      return new Set((data ?? []).map((one) => `${one.resource}:${one.action}`));
    },
  });
  return (resource: string, action: string) => data?.has(`${resource}:${action}`) ?? false;
}
