import { useText } from "~/i18n/useText";
import type { Whole } from "~/pages/artifact/useArtifact";
import { differences } from "~/pages/compare/compare";

/** What the configurations say differently. */
export function ConfigurationDifferences({ from, to, names }: { from: Whole; to: Whole; names: [string, string] }) {
  const { t } = useText();
  const found = differences(from, to);
  return (
    <section className="card" aria-labelledby="configuration">
      <h2 id="configuration">{t("artifact.configuration")}</h2>
      {found.length === 0 ? (
        <p>{t("compare.noDifference")}</p>
      ) : (
        <table className="table compare-table">
          <thead>
            <tr>
              <th scope="col">{t("compare.setting")}</th>
              <th scope="col">{names[0]}</th>
              <th scope="col">{names[1]}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ setting: { kind, name }, ...one }) => (
              <tr key={`${kind} ${name}`}>
                <th scope="row">
                  {t(kind)} <code>{name}</code>
                </th>
                <td>{one.from || "–"}</td>
                <td>{one.to || "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
