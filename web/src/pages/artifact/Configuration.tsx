import { useText } from "~/i18n/useText";
import type { Whole } from "~/pages/artifact/useArtifact";

/** How the image runs; what its configuration leaves out is left out. */
export function Configuration({ whole: { configuration } }: { whole: Whole }) {
  const { t, date } = useText();
  if (!configuration) return null;
  const { os, architecture, variant, created, environment, labels, entrypoint, command } = configuration;
  const made = created && !Number.isNaN(Date.parse(created)) ? date(created) : "";
  const facts: [string, string[]][] = [
    [t("artifact.platform"), [[os, architecture, variant].filter(Boolean).join("/")]],
    [t("config.created"), [made]],
    [t("config.author"), [configuration.author]],
    [t("config.entrypoint"), entrypoint.length ? [JSON.stringify(entrypoint)] : []],
    [t("config.command"), command.length ? [JSON.stringify(command)] : []],
    [t("config.user"), [configuration.user]],
    [t("config.workingDir"), [configuration.working_dir]],
    [t("config.ports"), [configuration.ports.join(", ")]],
    [t("config.volumes"), [configuration.volumes.join(", ")]],
    [t("config.environment"), environment],
    [t("config.labels"), Object.entries(labels).map(([name, value]) => `${name}=${value}`)],
  ];
  return (
    <section className="card" aria-labelledby="configuration">
      <h2 id="configuration">{t("artifact.configuration")}</h2>
      <dl className="facts">
        {facts
          .map(([name, lines]) => [name, lines.filter(Boolean)] as const)
          .filter(([, lines]) => lines.length)
          .map(([name, lines]) => (
            <div className="facts-pair" key={name}>
              <dt>{name}</dt>
              <dd>
                {lines.map((line) => (
                  <code className="config-line" key={line}>
                    {line}
                  </code>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
