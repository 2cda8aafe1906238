import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { addMember, findNames, ROLES } from "~/pages/project/members";
import { FormDialog } from "~/ui/Dialog";
import { SelectField, TextField } from "~/ui/Field";

export function AddMember({ project, onClose }: { project: string; onClose: () => void }) {
  const { t } = useText();
  const [kind, setKind] = useState<"person" | "group">("person");
  const [name, setName] = useState("");
  const [role, setRole] = useState(2);
  const add = useChange(() => addMember(project, kind, name, role), [["members", project]], onClose);
  const names = useId();
  const { data: found } = useQuery({
    queryKey: ["names", kind, name],
    enabled: name.length > 0,
    queryFn: () => findNames(kind, name),
  });
  return (
    <FormDialog
      title={t("members.add")}
      action={t("action.add")}
      busy={add.isPending}
      error={add.error}
      disabled={!name}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <SelectField
        label={t("members.kind")}
        value={kind}
        onChange={(event) => setKind(event.target.value as "person" | "group")}
      >
        <option value="person">{t("members.person")}</option>
        <option value="group">{t("members.group")}</option>
      </SelectField>
      <TextField
        label={t("members.name")}
        list={names}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <datalist id={names}>
        {found?.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <SelectField label={t("members.role")} value={role} onChange={(event) => setRole(Number(event.target.value))}>
        {ROLES.map((one) => (
          <option key={one} value={one}>
            {t(`role.${one}`)}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
