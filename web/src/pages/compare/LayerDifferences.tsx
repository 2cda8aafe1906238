import { useText } from "~/i18n/useText";
import type { Whole } from "~/pages/artifact/useArtifact";
import { layersOf } from "~/pages/compare/compare";

/** Which layers both have, which only one, and how much they are. */
export function LayerDifferences({ from, to }: { from: Whole; to: Whole }) {
  const { t, size } = useText();
  const found = layersOf(from, to);
  return (
    <section className="card" aria-labelledby="layers">
      <h2 id="layers">{t("compare.layers")}</h2>
      <div className="compare-layers">
        {(["common", "removed", "added"] as const).map((kind) => (
          <div key={kind}>
            <h3>
              {t(`compare.${kind}`, {
                count: found[kind].length,
                size: size(found[kind].reduce((sum, one) => sum + one.size, 0)),
              })}
            </h3>
            <ul className="plain-list">
              {found[kind].map((layer) => (
                <li key={layer.digest} className="row spread">
                  <code title={layer.digest}>{layer.title || layer.digest.slice(0, 19)}</code>
                  <span>{size(layer.size)}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
