import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "~/api/client";
import { refusalOf } from "~/api/refusal";
import { useText } from "~/i18n/useText";
import type { ArtifactProps } from "~/pages/artifact/useArtifact";
import { Loading } from "~/ui/Loading";
import { Refusal } from "~/ui/Refusal";

const PARTS = ["readme.md", "values.yaml", "dependencies", "license", "files", "sbom"] as const;
type Part = (typeof PARTS)[number];

/** Documents that the artifact holds, as plain text: what strangers wrote is never taken for markup. */
export function Documents({ whole }: ArtifactProps) {
  const { t } = useText();
  const links = whole.artifact.addition_links ?? {};
  const parts = PARTS.filter((part) => part in links);
  const [chosen, setChosen] = useState<Part | undefined>(parts[0]);
  const href = chosen && links[chosen]?.href;
  const { data, error } = useQuery({
    queryKey: ["document", href],
    enabled: Boolean(href),
    queryFn: async () => {
      const response = await ask(new Request(href ?? ""));
      if (!response.ok) throw await refusalOf(response);
      const text = await response.text();
      return response.headers.get("content-type")?.startsWith("application/json") ? indented(text) : text;
    },
  });
  return (
    <section className="card stack" aria-labelledby="documents">
      <h2 id="documents">{t("artifact.documents")}</h2>
      <fieldset className="row">
        <legend className="hidden">{t("artifact.documents")}</legend>
        {parts.map((part) => (
          <label key={part} className="check">
            <input type="radio" name="document" checked={part === chosen} onChange={() => setChosen(part)} />
            {t(`document.${part}`)}
          </label>
        ))}
      </fieldset>
      {error && <Refusal error={error} />}
      {data === undefined && !error && <Loading />}
      {data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre className="document" tabIndex={0}>
          {data || t("document.empty")}
        </pre>
      )}
    </section>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
