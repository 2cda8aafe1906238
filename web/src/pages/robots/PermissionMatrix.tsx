import type { Key } from "~/i18n/language";
import { useText } from "~/i18n/useText";
import { keyOf, type Permission } from "~/pages/robots/robots";
import { Button } from "~/ui/Button";
import "./permission-matrix.css";

const PULL = ["repository:pull", "repository:read", "repository:list", "artifact:read", "tag:list"];
const PUSH = [...PULL, "repository:push", "artifact:create", "tag:create"];
const ACTIONS = ["list", "read", "pull", "push", "create", "update", "delete", "stop", "operate"];

interface PermissionMatrixProps {
  offered: Permission[];
  /** Each as `resource:action`. */
  chosen: ReadonlySet<string>;
  onChange: (chosen: Set<string>) => void;
}

/** What a robot may do: a row for each thing, a column for each action. */
export function PermissionMatrix({ offered, chosen, onChange }: PermissionMatrixProps) {
  const { t } = useText();
  const keys = new Set(offered.map(keyOf));
  const resources = [...new Set(offered.map((one) => one.resource ?? ""))];
  const actions = ACTIONS.filter((action) => offered.some((one) => one.action === action));
  const only = (some: string[]) => new Set(some.filter((key) => keys.has(key)));
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <fieldset className="stack">
      <legend className="permission-legend">{t("robots.permissions")}</legend>
      <div className="row">
        <Button onClick={() => onChange(only(PULL))}>{t("robots.onlyPull")}</Button>
        <Button onClick={() => onChange(only(PUSH))}>{t("robots.pullAndPush")}</Button>
        <Button onClick={() => onChange(keys)}>{t("robots.everything")}</Button>
        <Button onClick={() => onChange(new Set())}>{t("robots.nothing")}</Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="permission-box" tabIndex={0} aria-label={t("robots.permissions")}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("audit.resource")}</th>
              {actions.map((action) => (
                <th key={action} scope="col">
                  {t(`action.of.${action}` as Key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {resources.map((resource) => (
              <tr key={resource}>
                <th scope="row">{t(`resource.${resource}` as Key)}</th>
                {actions.map((action) => {
                  const key = `${resource}:${action}`;
                  return (
                    <td key={action}>
                      {keys.has(key) && (
                        <input
                          type="checkbox"
                          aria-label={`${t(`resource.${resource}` as Key)}: ${t(`action.of.${action}` as Key)}`}
                          checked={chosen.has(key)}
                          onChange={() => toggle(key)}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </fieldset>
  );
}
