import { useText } from "~/i18n/useText";
import type { Choice } from "~/pages/project/policies/selectors";
import { TextField } from "~/ui/Field";
import "./choice-field.css";

interface ChoiceFieldProps {
  label: string;
  value: Choice;
  onChange: (choice: Choice) => void;
}

/** A pattern of names, and whether those that match it are meant or all others. */
export function ChoiceField({ label, value, onChange }: ChoiceFieldProps) {
  const { t } = useText();
  return (
    <div className="choice-field">
      <TextField
        label={label}
        hint={t("rules.patternHint")}
        error={value.pattern === "" && t("rules.patternNeeded")}
        value={value.pattern}
        onChange={(event) => onChange({ ...value, pattern: event.target.value })}
      />
      <select
        aria-label={t("rules.meantOf", { what: label })}
        value={String(value.meant)}
        onChange={(event) => onChange({ ...value, meant: event.target.value === "true" })}
      >
        <option value="true">{t("rules.matching")}</option>
        <option value="false">{t("rules.notMatching")}</option>
      </select>
    </div>
  );
}
