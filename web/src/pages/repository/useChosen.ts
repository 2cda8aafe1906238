import { useEffect, useState } from "react";
import type { Chosen } from "~/pages/repository/deletions";

/** Whatever row is shown is chosen. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/** Rows chosen in a list, or all that match what is asked for; both end when something else is asked for. */
export function useChosen(list: Chosen["list"], asked: string) {
  const [names, setNames] = useState<Set<string>>(new Set());
  const [matching, setMatching] = useState(false);
  const [total, setTotal] = useState(0);
  const none = () => {
    setNames(new Set());
    setMatching(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen belongs to what was asked for
  useEffect(none, [asked]);
  const count = matching ? total : names.size;
  const chosen: Chosen = { list, names: [...names], count, ...(matching && { matching: asked }) };
  return {
    chosen,
    total,
    setTotal,
    none,
    all: () => setMatching(true),
    selection: {
      chosen: matching ? new Everything() : names,
      onChange: (next: Set<string>) => {
        setMatching(false);
        setNames(next);
      },
    },
  };
}
