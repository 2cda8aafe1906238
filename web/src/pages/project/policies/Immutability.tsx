import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { EditImmutableRule } from "~/pages/project/policies/EditImmutableRule";
import {
  deleteRule,
  fetchRules,
  type ImmutableRule,
  keyOf,
  MOST,
  saveRule,
} from "~/pages/project/policies/immutability";
import { RuleTable } from "~/pages/project/policies/RuleTable";
import type { TabProps } from "~/pages/project/useProject";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { Refusal } from "~/ui/Refusal";

/** Rules about tags that are neither moved nor deleted. */
export default function Immutability({ project, may }: TabProps) {
  const { t } = useText();
  const name = project.name ?? "";
  const [editing, setEditing] = useState<ImmutableRule | null>(null);
  const [deleting, setDeleting] = useState<ImmutableRule | null>(null);
  const { data: rules, error } = useQuery({ queryKey: keyOf(name), queryFn: () => fetchRules(name) });
  const turn = useChange(
    (rule: ImmutableRule) => saveRule(name, { id: rule.id ?? 0, disabled: !rule.disabled }),
    [keyOf(name)],
  );
  const failed = error ?? turn.error;
  return (
    <section className="card stack" aria-labelledby="immutability">
      <div className="row spread">
        <h2 id="immutability">{t("project.immutability")}</h2>
        {may("immutable-tag", "create") && (
          <Button look="main" disabled={(rules?.length ?? MOST) >= MOST} onClick={() => setEditing({})}>
            {t("rules.new")}
          </Button>
        )}
      </div>
      <p className="quiet">{t("immutability.told", { most: MOST })}</p>
      {failed && <Refusal error={failed} />}
      <RuleTable
        rules={rules ?? []}
        {...(may("immutable-tag", "update") && { onEdit: setEditing, onTurn: turn.mutate })}
        {...(may("immutable-tag", "delete") && { onDelete: setDeleting })}
      />
      {editing && <EditImmutableRule project={name} rule={editing} onClose={() => setEditing(null)} />}
      {deleting && (
        <Confirm
          title={t("rules.delete")}
          action={t("action.delete")}
          send={() => deleteRule(name, deleting)}
          changed={[keyOf(name)]}
          onClose={() => setDeleting(null)}
        >
          {t("immutability.deleteTold")}
        </Confirm>
      )}
    </section>
  );
}
