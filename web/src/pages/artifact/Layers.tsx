import { useState } from "react";
import { useText } from "~/i18n/useText";
import type { Whole } from "~/pages/artifact/useArtifact";
import { Button } from "~/ui/Button";

const FIRST = 50;

/** Layers with their sizes, beside the steps of the build that made them. */
export function Layers({ whole: { layers, layer_count: count, steps } }: { whole: Whole }) {
  const { t, size } = useText();
  const [everything, setEverything] = useState(false);
  const largest = Math.max(1, ...layers.map((layer) => layer.size));
  const told = steps.some((step) => step.layer !== null && step.layer !== undefined);
  const rows = told
    ? steps.map((step) => ({ text: step.created_by || step.comment, layer: layers[step.layer ?? -1] }))
    : [
        ...layers.map((layer) => ({ text: layer.title || layer.media_type, layer })),
        ...steps.map((step) => ({ text: step.created_by || step.comment, layer: undefined })),
      ];
  const shown = everything ? rows : rows.slice(0, FIRST);
  return (
    <section className="card" aria-labelledby="layers">
      <h2 id="layers">{t("artifact.layers", { count })}</h2>
      <ol className="layers">
        {shown.map(({ text, layer }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          <li key={at} className={layer ? "" : "quiet"}>
            <code className="layer-text" title={layer?.digest}>
              {text || "–"}
            </code>
            {layer && (
              <>
                <meter aria-label={t("artifact.share")} max={largest} value={layer.size} />
                <span className="layer-size">{size(layer.size)}</span>
              </>
            )}
          </li>
        ))}
      </ol>
      {rows.length > shown.length && (
        <Button look="plain" onClick={() => setEverything(true)}>
          {t("artifact.showAll", { count: rows.length })}
        </Button>
      )}
    </section>
  );
}
