import type { Whole } from "~/pages/artifact/useArtifact";

export interface Difference {
  name: string;
  from: string;
  to: string;
}

/** The configurations of two images as pairs of texts that are not the same. */
export function differences(from: Whole, to: Whole): Difference[] {
  const [a, b] = [valuesOf(from), valuesOf(to)];
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return names
    .map((name) => ({ name, from: a.get(name) ?? "", to: b.get(name) ?? "" }))
    .filter((one) => one.from !== one.to);
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

function valuesOf({ configuration }: Whole): Map<string, string> {
  if (!configuration) return new Map();
  const { labels, environment, ...rest } = configuration;
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(rest)) {
    found.set(name, Array.isArray(value) ? value.join(" ") : value);
  }
  for (const one of environment) {
    const at = one.indexOf("=");
    found.set(`env ${one.slice(0, at)}`, one.slice(at + 1));
  }
  for (const [name, value] of Object.entries(labels)) found.set(`label ${name}`, value);
  return found;
}
