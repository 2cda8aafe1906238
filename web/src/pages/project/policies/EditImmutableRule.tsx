import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { ChoiceField } from "~/pages/project/policies/ChoiceField";
import { type ImmutableRule, keyOf, saveRule } from "~/pages/project/policies/immutability";
import { Matches } from "~/pages/project/policies/Matches";
import { choicesOf, selectorsOf } from "~/pages/project/policies/selectors";
import { FormDialog } from "~/ui/Dialog";

interface EditImmutableRuleProps {
  project: string;
  rule: ImmutableRule;
  onClose: () => void;
}

/** A rule, new or there already, and which tags it is about while it is written. */
export function EditImmutableRule({ project, rule, onClose }: EditImmutableRuleProps) {
  const { t } = useText();
  const before = choicesOf(rule);
  const [repositories, setRepositories] = useState(before.repositories);
  const [tags, setTags] = useState(before.tags);
  const selectors = selectorsOf(rule, repositories, tags);
  const save = useChange(() => saveRule(project, { ...rule, ...selectors }), [keyOf(project)], onClose);
  const whole = repositories.pattern !== "" && tags.pattern !== "";
  return (
    <FormDialog
      title={rule.id ? t("rules.edit") : t("rules.new")}
      action={t("action.save")}
      busy={save.isPending}
      error={save.error}
      disabled={!whole}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <ChoiceField label={t("rules.repositories")} value={repositories} onChange={setRepositories} />
      <ChoiceField label={t("rules.tags")} value={tags} onChange={setTags} />
      {whole && <Matches project={project} selectors={selectors} />}
    </FormDialog>
  );
}
