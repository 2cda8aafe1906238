import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";

/** The reader's projects, where something was pushed last, and what they should see to. */
export function useHome() {
  return useQuery({ queryKey: ["home"], queryFn: async () => (await api.GET("/portal/home")).data });
}
