import type { Key } from "~/i18n/language";
import type { Whole } from "~/pages/artifact/useArtifact";

/** One thing that a configuration says: the text of its kind, its name if there are many of the kind, its value. */
export interface Setting {
  kind: Key;
  name: string;
  value: string;
}

/** How an image runs, in the order in which people ask; what is empty is left out. */
export function settingsOf({ configuration }: Whole): Setting[] {
  if (!configuration) return [];
  const { os, architecture, variant, created, author, user, entrypoint, command, ports, volumes } = configuration;
  const one = (kind: Key, value: string): Setting => ({ kind, name: "", value });
  const found = [
    one("artifact.platform", [os, architecture, variant].filter(Boolean).join("/")),
    one("config.created", created),
    one("config.author", author),
    one("config.entrypoint", entrypoint.length ? JSON.stringify(entrypoint) : ""),
    one("config.command", command.length ? JSON.stringify(command) : ""),
    one("config.user", user),
    one("config.workingDir", configuration.working_dir),
    one("config.stopSignal", configuration.stop_signal),
    one("config.ports", ports.join(", ")),
    one("config.volumes", volumes.join(", ")),
    ...configuration.environment.map((text): Setting => {
      const [name = "", ...rest] = text.split("=");
      return { kind: "config.environment", name, value: rest.join("=") };
    }),
    ...Object.entries(configuration.labels).map(([name, value]): Setting => ({ kind: "config.labels", name, value })),
  ];
  return found.filter((setting) => setting.value || setting.name);
}
