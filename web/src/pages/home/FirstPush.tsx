import { useState } from "react";
import { useText } from "~/i18n/useText";
import { Copy } from "~/ui/Copy";

const CLIENTS = ["docker", "podman", "skopeo", "helm"] as const;
type Client = (typeof CLIENTS)[number];

function commandsOf(client: Client, host: string, project: string): string[] {
  switch (client) {
    case "docker":
    case "podman":
      return [
        `${client} login ${host}`,
        `${client} tag hello-world ${host}/${project}/hello-world:v1`,
        `${client} push ${host}/${project}/hello-world:v1`,
      ];
    case "skopeo":
      return [
        `skopeo login ${host}`,
        `skopeo copy docker://docker.io/library/busybox:latest docker://${host}/${project}/busybox:latest`,
      ];
    case "helm":
      return [
        `helm registry login ${host}`,
        `helm package ./chart`,
        `helm push chart-0.1.0.tgz oci://${host}/${project}`,
      ];
  }
}

/** How to push the first image, with this host's name. */
export function FirstPush({ project }: { project: string }) {
  const { t } = useText();
  const [client, setClient] = useState<Client>("docker");
  return (
    <section className="card stack" aria-labelledby="first-push">
      <h2 id="first-push">{t("firstPush.title")}</h2>
      <p>{t("firstPush.told", { project })}</p>
      <fieldset className="row first-push-clients">
        <legend className="hidden">{t("firstPush.client")}</legend>
        {CLIENTS.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="client" checked={client === one} onChange={() => setClient(one)} />
            {one}
          </label>
        ))}
      </fieldset>
      {commandsOf(client, location.host, project).map((command) => (
        <Copy key={command} text={command} label={command} />
      ))}
    </section>
  );
}
