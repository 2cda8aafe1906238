import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { LABELS, type Label, saveLabel } from "~/pages/labels/labels";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

const COLORS = ["#0065AB", "#1D5100", "#008D8E", "#8939AD", "#C92100", "#C25400", "#FFDC0B", "#61717D"];

/** A new label, or one that is there. */
export function EditLabel({ label, onClose }: { label: Label; onClose: () => void }) {
  const { t } = useText();
  const [written, setWritten] = useState({ ...label, color: label.color || (COLORS[0] ?? "") });
  const save = useChange(() => saveLabel(written), [[...LABELS]], onClose);
  const name = written.name?.trim() ?? "";
  const colors = COLORS.includes(written.color) ? COLORS : [...COLORS, written.color];
  return (
    <FormDialog
      title={label.id ? t("labels.editOf", { name: label.name ?? "" }) : t("labels.new")}
      action={label.id ? t("action.save") : t("action.create")}
      busy={save.isPending}
      error={save.error}
      disabled={!name}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("members.name")}
        maxLength={128}
        value={written.name ?? ""}
        onChange={(event) => setWritten({ ...written, name: event.target.value })}
      />
      <TextField
        label={t("robots.description")}
        maxLength={1024}
        value={written.description ?? ""}
        onChange={(event) => setWritten({ ...written, description: event.target.value })}
      />
      <fieldset className="label-colors">
        <legend>{t("labels.color")}</legend>
        {colors.map((color) => (
          <label key={color} className="check">
            <input
              type="radio"
              name="color"
              checked={written.color === color}
              onChange={() => setWritten({ ...written, color })}
            />
            <svg width="18" height="18" role="img" aria-label={color}>
              <rect width="18" height="18" rx="4" fill={color} />
            </svg>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}
