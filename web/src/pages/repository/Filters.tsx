import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useLabels } from "~/lib/useLabels";
import type { ListState } from "~/lib/useListState";
import { TYPES } from "~/pages/repository/types";

/** Narrows a list by what its artifacts are and by a label. */
export function Filters({ state, projectId }: { state: ListState; projectId: number }) {
  const { t } = useText();
  const chosen = state.get("label");
  const [wanted, setWanted] = useState(false);
  const labels = useLabels(projectId, wanted || chosen !== "");
  return (
    <>
      <select
        className="list-filter"
        aria-label={t("artifacts.type")}
        value={state.get("type")}
        onChange={(event) => state.set({ type: event.target.value })}
      >
        <option value="">{t("filter.anyType")}</option>
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`type.${type}`)}
          </option>
        ))}
      </select>
      <select
        className="list-filter"
        aria-label={t("filter.label")}
        value={chosen}
        onFocus={() => setWanted(true)}
        onChange={(event) => state.set({ label: event.target.value })}
      >
        <option value="">{t("filter.anyLabel")}</option>
        {labels.map((label) => (
          <option key={label.id} value={label.id}>
            {label.name}
          </option>
        ))}
      </select>
    </>
  );
}
