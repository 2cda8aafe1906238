/** The types of artifacts that have names of their own; each has a text `type.<TYPE>`. */
export const TYPES = ["IMAGE", "CHART", "WASM", "CNAB", "CNAI", "SBOM"] as const;
type Known = (typeof TYPES)[number];

export function isKnown(type: string): type is Known {
  return (TYPES as readonly string[]).includes(type);
}

export function isIndex(mediaType: string | undefined): boolean {
  return /manifest\.list|image\.index/.test(mediaType ?? "");
}
