import { useText } from "~/i18n/useText";
import { type Setting, settingsOf } from "~/pages/artifact/settings";
import type { Whole } from "~/pages/artifact/useArtifact";

/** How the image runs; what its configuration leaves out is left out. */
export function Configuration({ whole }: { whole: Whole }) {
  const { t, date } = useText();
  const settings = settingsOf(whole);
  if (!settings.length) return null;
  const kinds = [...new Set(settings.map((one) => one.kind))];
  const line = ({ kind, name, value }: Setting) => {
    if (kind === "config.created") return Number.isNaN(Date.parse(value)) ? value : date(value);
    return name ? `${name}=${value}` : value;
  };
  return (
    <section className="card" aria-labelledby="configuration">
      <h2 id="configuration">{t("artifact.configuration")}</h2>
      <dl className="facts">
        {kinds.map((kind) => (
          <div className="facts-pair" key={kind}>
            <dt>{t(kind)}</dt>
            <dd>
              {settings
                .filter((one) => one.kind === kind)
                .map((one) => (
                  <code className="config-line" key={`${one.name}=${one.value}`}>
                    {line(one)}
                  </code>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
