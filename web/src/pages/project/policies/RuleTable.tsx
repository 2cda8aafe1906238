import type { ReactNode } from "react";
import { useText } from "~/i18n/useText";
import { RuleAbout } from "~/pages/project/policies/RuleAbout";
import type { Selectors } from "~/pages/project/policies/selectors";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";

interface RuleTableProps<Rule> {
  rules: Rule[];
  /** What the rule does, where rules differ in that. */
  does?: (rule: Rule) => ReactNode;
  onEdit?: (rule: Rule) => void;
  onTurn?: (rule: Rule) => void;
  onDelete?: (rule: Rule) => void;
}

/** The few rules of a project; what a reader may not do has no button. */
export function RuleTable<Rule extends Selectors & { id?: number; disabled?: boolean }>(props: RuleTableProps<Rule>) {
  const { rules, does, onEdit, onTurn, onDelete } = props;
  const { t } = useText();
  if (!rules.length) return <p>{t("rules.none")}</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t("job.id")}</th>
          <th scope="col">{t("rules.about")}</th>
          {does && <th scope="col">{t("rules.does")}</th>}
          <th scope="col">{t("job.status")}</th>
          <th scope="col">{t("list.actions")}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule, at) => (
          <tr key={rule.id ?? at}>
            <th scope="row">{at + 1}</th>
            <td>
              <RuleAbout rule={rule} />
            </td>
            {does && <td>{does(rule)}</td>}
            <td>
              {rule.disabled ? (
                <Badge tone="warn">{t("robots.disabled")}</Badge>
              ) : (
                <Badge tone="good">{t("robots.enabled")}</Badge>
              )}
            </td>
            <td>
              {onEdit && (
                <Button look="plain" aria-label={t("rules.editOf", { number: at + 1 })} onClick={() => onEdit(rule)}>
                  {t("action.edit")}
                </Button>
              )}
              {onTurn && (
                <Button
                  look="plain"
                  aria-label={t(rule.disabled ? "rules.enableOf" : "rules.disableOf", { number: at + 1 })}
                  onClick={() => onTurn(rule)}
                >
                  {rule.disabled ? t("robots.enable") : t("robots.disable")}
                </Button>
              )}
              {onDelete && (
                <Button
                  look="plain"
                  aria-label={t("rules.deleteOf", { number: at + 1 })}
                  onClick={() => onDelete(rule)}
                >
                  {t("action.delete")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
