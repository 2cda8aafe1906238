import { useState } from "react";
import { useText } from "~/i18n/useText";
import { ChoiceField } from "~/pages/project/policies/ChoiceField";
import { numberOf, type RetentionRule, TEMPLATES, type Template } from "~/pages/project/policies/retention";
import { choicesOf, selectorsOf } from "~/pages/project/policies/selectors";
import { FormDialog } from "~/ui/Dialog";
import { CheckField, SelectField, TextField } from "~/ui/Field";

interface EditRetentionRuleProps {
  rule: RetentionRule;
  busy: boolean;
  error: unknown;
  onSave: (rule: RetentionRule) => void;
  onClose: () => void;
}

/** A rule of what stays, new or there already. */
export function EditRetentionRule({ rule, busy, error, onSave, onClose }: EditRetentionRuleProps) {
  const { t } = useText();
  const before = choicesOf(rule);
  const [repositories, setRepositories] = useState(before.repositories);
  const [tags, setTags] = useState(before.tags);
  const [template, setTemplate] = useState<Template>((rule.template as Template) ?? "latestPushedK");
  const [written, setWritten] = useState(String(numberOf(rule) || 10));
  const [untagged, setUntagged] = useState(!rule.tag_selectors?.[0]?.extras?.includes("false"));
  const count = Number(written);
  const wrong = template !== "always" && !(Number.isInteger(count) && count >= 1 && count <= 1_000_000);
  const params = template === "always" ? {} : { [template]: count };
  const made = {
    ...rule,
    action: "retain",
    template,
    params: params as unknown as Record<string, never>,
    ...selectorsOf(rule, repositories, tags, untagged),
  };
  return (
    <FormDialog
      title={rule.template ? t("rules.edit") : t("rules.new")}
      action={t("action.save")}
      busy={busy}
      error={error}
      disabled={wrong || !repositories.pattern || !tags.pattern}
      onSubmit={() => onSave(made)}
      onClose={onClose}
    >
      <ChoiceField label={t("rules.repositories")} value={repositories} onChange={setRepositories} />
      <ChoiceField label={t("rules.tags")} value={tags} onChange={setTags} />
      <CheckField
        label={t("retention.untagged")}
        checked={untagged}
        onChange={(event) => setUntagged(event.target.checked)}
      />
      <SelectField
        label={t("retention.keeps")}
        value={template}
        onChange={(event) => setTemplate(event.target.value as Template)}
      >
        {TEMPLATES.map((one) => (
          <option key={one} value={one}>
            {t(`retention.template.${one}`, { number: "N" })}
          </option>
        ))}
      </SelectField>
      {template !== "always" && (
        <TextField
          label={t("retention.number")}
          inputMode="numeric"
          hint={t("retention.numberRule")}
          error={wrong && t("retention.numberRule")}
          value={written}
          onChange={(event) => setWritten(event.target.value)}
        />
      )}
    </FormDialog>
  );
}
