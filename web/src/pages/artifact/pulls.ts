/** Commands that pull an artifact, by the clients that know its type; by tag where it has one. */
export function pullsOf(type: string, name: string, tag: string | undefined, digest: string): string[] {
  const reference = tag ? `${name}:${tag}` : `${name}@${digest}`;
  if (type === "CHART") {
    const at = name.lastIndexOf("/");
    return [`helm pull oci://${name.slice(0, at)}${name.slice(at)} --version ${tag ?? digest}`];
  }
  if (type === "IMAGE") {
    return [
      `docker pull ${reference}`,
      `podman pull ${reference}`,
      `skopeo copy docker://${reference} dir:image`,
      `crane pull ${reference} image.tar`,
    ];
  }
  return [`oras pull ${reference}`, `crane manifest ${reference}`];
}
