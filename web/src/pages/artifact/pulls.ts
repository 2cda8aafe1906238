export interface Pull {
  client: string;
  command: string;
}

/** Commands that pull an artifact, by the clients that know its type; `name` with the host, `at` is `:tag` or `@digest`. */
export function pullsOf(type: string, name: string, at: string): Pull[] {
  const reference = `${name}${at}`;
  if (type === "CHART") {
    // A tag may have no plus, which Helm writes as an underscore.
    const chart = at.startsWith(":")
      ? `oci://${name} --version ${at.slice(1).replaceAll("_", "+")}`
      : `oci://${reference}`;
    return [
      { client: "helm pull", command: `helm pull ${chart}` },
      { client: "helm install", command: `helm install release ${chart}` },
    ];
  }
  if (type === "IMAGE") {
    return [
      { client: "docker", command: `docker pull ${reference}` },
      { client: "podman", command: `podman pull ${reference}` },
      { client: "skopeo", command: `skopeo copy docker://${reference} oci:image` },
      { client: "crane", command: `crane pull ${reference} image.tar` },
      { client: "Kubernetes", command: `image: ${reference}` },
    ];
  }
  return [
    { client: "oras", command: `oras pull ${reference}` },
    { client: "crane", command: `crane manifest ${reference}` },
  ];
}
