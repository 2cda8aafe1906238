import type { components } from "~/api/schema";

type Reference = components["schemas"]["Reference"];

/** `linux/arm64/v8`; empty for what runs nowhere, such as an attestation. */
export function platformOf({ platform }: Reference): string {
  const parts = [platform?.os, platform?.architecture, platform?.variant].filter((one) => one && one !== "unknown");
  return parts.join("/");
}
