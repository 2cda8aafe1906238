/** The first twelve digits of a digest, as clients show it. */
export function short(digest: string): string {
  const at = digest.indexOf(":") + 1;
  return digest.slice(at, at + 12);
}
