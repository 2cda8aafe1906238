import { type Setting, settingsOf } from "~/pages/artifact/settings";
import type { Whole } from "~/pages/artifact/useArtifact";

export interface Difference {
  setting: Pick<Setting, "kind" | "name">;
  from: string;
  to: string;
}

/** What the configurations of two images do not say alike; a setting that one of them lacks is empty there. */
export function differences(from: Whole, to: Whole): Difference[] {
  const found = new Map<string, Difference>();
  for (const [side, whole] of [["from", from] as const, ["to", to] as const]) {
    for (const { kind, name, value } of settingsOf(whole)) {
      const key = `${kind} ${name}`;
      const pair = found.get(key) ?? { setting: { kind, name }, from: "", to: "" };
      pair[side] = value;
      found.set(key, pair);
    }
  }
  return [...found.values()].filter((one) => one.from !== one.to);
}

/** Layers that both have, and those of one alone. */
export function layersOf(from: Whole, to: Whole) {
  const [a, b] = [new Set(from.layers.map((one) => one.digest)), new Set(to.layers.map((one) => one.digest))];
  return {
    common: from.layers.filter((one) => b.has(one.digest)),
    removed: from.layers.filter((one) => !b.has(one.digest)),
    added: to.layers.filter((one) => !a.has(one.digest)),
  };
}
