import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { changeRole, type Member, ROLES } from "~/pages/project/members";

/** A member's role, which those who may change at once. */
export function MemberRole({ project, member, fixed }: { project: string; member: Member; fixed: boolean }) {
  const { t } = useText();
  const change = useChange((role: number) => changeRole(project, member.id ?? 0, role), [["members", project]]);
  const role = (member.role_id ?? 2) as (typeof ROLES)[number];
  if (fixed) return t(`role.${role}`);
  return (
    <select
      aria-label={t("members.roleOf", { name: member.entity_name ?? "" })}
      value={role}
      disabled={change.isPending}
      onChange={(event) => change.mutate(Number(event.target.value))}
    >
      {ROLES.map((one) => (
        <option key={one} value={one}>
          {t(`role.${one}`)}
        </option>
      ))}
    </select>
  );
}
