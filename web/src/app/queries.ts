import { QueryClient } from "@tanstack/react-query";
import { Refused } from "~/api/refusal";

/** What was fetched; refusals are not asked for again, failures of the network once. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => !(error instanceof Refused) && count < 1,
    },
  },
});
