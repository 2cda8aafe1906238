import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";

/** A change sent to the registry; what it may have changed in lists and views is fetched again. */
export function useChange<Values = void>(
  send: (values: Values) => Promise<unknown>,
  changed: QueryKey[],
  onDone?: () => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await Promise.all(changed.map((queryKey) => queries.invalidateQueries({ queryKey })));
      onDone?.();
    },
  });
}
