import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";

export interface ListState {
  /** What is searched for. */
  search: string;
  /** The contract's `sort`: a field, with `-` before it for descending; empty: the usual order. */
  sort: string;
  /** Any other value of the address. */
  get: (name: string) => string;
  /** Change some values; an empty one goes out of the address. */
  set: (values: Record<string, string>) => void;
}

/** A list's state in the address, so that a link shows a colleague the same. */
export function useListState(): ListState {
  const query = useSearch();
  const [path, navigate] = useLocation();
  const given = useMemo(() => new URLSearchParams(query), [query]);
  const set = useCallback(
    (values: Record<string, string>) => {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(values)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const text = next.toString();
      navigate(text ? `${path}?${text}` : path, { replace: true });
    },
    [query, path, navigate],
  );
  return {
    search: given.get("search") ?? "",
    sort: given.get("sort") ?? "",
    get: (name) => given.get(name) ?? "",
    set,
  };
}
