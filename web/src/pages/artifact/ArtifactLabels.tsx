import { useState } from "react";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { useLabels } from "~/lib/useLabels";
import type { ArtifactProps } from "~/pages/artifact/useArtifact";
import { LabelBadge } from "~/pages/repository/LabelBadge";
import { keysOf } from "~/pages/repository/useRepository";
import { Button } from "~/ui/Button";
import { Refusal } from "~/ui/Refusal";

/** The artifact's labels: put one on, take one off. */
export function ArtifactLabels({ project, path, whole: { artifact }, may }: ArtifactProps) {
  const { t } = useText();
  const [wanted, setWanted] = useState(false);
  const labels = artifact.labels ?? [];
  const usable = useLabels(artifact.project_id ?? 0, wanted).filter((one) => !labels.some((had) => had.id === one.id));
  const place = { project_name: project, repository_name: path, reference: artifact.digest ?? "" };
  const at = "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/labels";
  const add = useChange((id: number) => api.POST(at, { params: { path: place }, body: { id } }), keysOf(project, path));
  const remove = useChange(
    (label_id: number) => api.DELETE(`${at}/{label_id}`, { params: { path: { ...place, label_id } } }),
    keysOf(project, path),
  );
  const error = add.error ?? remove.error;
  return (
    <section className="card stack" aria-labelledby="labels">
      <h2 id="labels">{t("artifact.labels")}</h2>
      {labels.length === 0 && <p className="quiet">{t("artifact.noLabels")}</p>}
      <ul className="plain-list row">
        {labels.map((label) => (
          <li key={label.id}>
            <LabelBadge label={label} />
            {may("artifact-label", "delete") && (
              <Button
                look="plain"
                aria-label={t("labels.takeOff", { name: label.name ?? "" })}
                disabled={remove.isPending}
                onClick={() => remove.mutate(label.id ?? 0)}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may("artifact-label", "create") && (
        <select
          aria-label={t("labels.putOn")}
          value=""
          disabled={add.isPending}
          onFocus={() => setWanted(true)}
          onChange={(event) => add.mutate(Number(event.target.value))}
        >
          <option value="">{t("labels.putOn")}…</option>
          {usable.map((label) => (
            <option key={label.id} value={label.id}>
              {label.name}
            </option>
          ))}
        </select>
      )}
      {error && <Refusal error={error} />}
    </section>
  );
}
