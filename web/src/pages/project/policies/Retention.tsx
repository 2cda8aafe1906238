import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { EditRetentionRule } from "~/pages/project/policies/EditRetentionRule";
import { RuleTable } from "~/pages/project/policies/RuleTable";
import { Runs } from "~/pages/project/policies/Runs";
import {
  cronOf,
  fetchPolicy,
  MOST,
  numberOf,
  type RetentionRule,
  run,
  savePolicy,
  type Template,
} from "~/pages/project/policies/retention";
import { Schedule } from "~/pages/project/policies/Schedule";
import type { TabProps } from "~/pages/project/useProject";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { Loading } from "~/ui/Loading";
import { Refusal } from "~/ui/Refusal";

/** What stays in the project's repositories, when the rest goes, and a try of it before. */
export default function Retention({ project, may }: TabProps) {
  const { t } = useText();
  const name = project.name ?? "";
  const id = Number(project.metadata?.retention_id ?? 0);
  const key = ["retention", id];
  const { data: policy, error } = useQuery({ queryKey: key, queryFn: () => (id ? fetchPolicy(id) : null) });
  const [editing, setEditing] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const rules = policy?.rules ?? [];
  const cron = cronOf(policy);
  const save = useChange(
    (next: { rules?: RetentionRule[]; cron?: string }) =>
      savePolicy(project.project_id ?? 0, id, next.rules ?? rules, next.cron ?? cron),
    [key, ["project", name]],
    () => setEditing(null),
  );
  const tryIt = useChange(() => run(id, true), [["retention-runs", id]]);
  const mayChange = may("tag-retention", id ? "update" : "create");
  const mayOperate = may("tag-retention", "operate");
  const replaced = (rule: RetentionRule, by: RetentionRule[]) =>
    save.mutate({ rules: rules.flatMap((one) => (one === rule ? by : [one])) });
  const failed = error ?? (editing === null ? save.error : null) ?? tryIt.error;
  if (policy === undefined && !error) return <Loading />;
  return (
    <>
      <section className="card stack" aria-labelledby="retention">
        <div className="row spread">
          <h2 id="retention">{t("project.retention")}</h2>
          {mayChange && (
            <Button look="main" disabled={rules.length >= MOST} onClick={() => setEditing(rules.length)}>
              {t("rules.new")}
            </Button>
          )}
        </div>
        <p className="quiet">{t("retention.told", { most: MOST })}</p>
        {failed && <Refusal error={failed} />}
        <RuleTable
          rules={rules}
          does={(rule) => t(`retention.template.${rule.template as Template}`, { number: numberOf(rule) || 0 })}
          {...(mayChange && {
            onEdit: (rule: RetentionRule) => setEditing(rules.indexOf(rule)),
            onTurn: (rule: RetentionRule) => replaced(rule, [{ ...rule, disabled: !rule.disabled }]),
            onDelete: (rule: RetentionRule) => replaced(rule, []),
          })}
        />
        {mayChange && Boolean(id) && (
          <Schedule key={cron} cron={cron} busy={save.isPending} onSave={(next) => save.mutate({ cron: next })} />
        )}
        {mayOperate && Boolean(rules.length) && (
          <div className="row">
            <Button busy={tryIt.isPending} onClick={() => tryIt.mutate()}>
              {t("retention.try")}
            </Button>
            <Button look="danger" onClick={() => setAsking(true)}>
              {t("retention.run")}
            </Button>
          </div>
        )}
      </section>
      {Boolean(id) && <Runs policy={id} mayOperate={mayOperate} />}
      {editing !== null && (
        <EditRetentionRule
          rule={rules[editing] ?? {}}
          busy={save.isPending}
          error={save.error}
          onSave={(rule) => save.mutate({ rules: rules.toSpliced(editing, 1, rule) })}
          onClose={() => setEditing(null)}
        />
      )}
      {asking && (
        <Confirm
          title={t("retention.runOf", { name })}
          action={t("retention.run")}
          send={() => run(id, false)}
          changed={[["retention-runs", id]]}
          onClose={() => setAsking(false)}
        >
          {t("retention.runTold")}
        </Confirm>
      )}
    </>
  );
}
