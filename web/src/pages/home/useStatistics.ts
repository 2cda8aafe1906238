import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";

export function useStatistics() {
  return useQuery({ queryKey: ["statistics"], queryFn: async () => (await api.GET("/statistics")).data });
}
