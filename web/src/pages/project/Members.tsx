import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useListState } from "~/lib/useListState";
import { AddMember } from "~/pages/project/AddMember";
import { MemberRole } from "~/pages/project/MemberRole";
import { fetchMembers, type Member, removeMember } from "~/pages/project/members";
import type { TabProps } from "~/pages/project/useProject";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { type Column, List } from "~/ui/List";

export default function Members({ project, may }: TabProps) {
  const { t } = useText();
  const state = useListState();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const name = project.name ?? "";
  const key = ["members", name];
  const columns: Column<Member>[] = [
    { title: t("members.name"), width: "2fr", cell: (one) => one.entity_name, text: (one) => one.entity_name ?? "" },
    {
      title: t("members.kind"),
      width: "1fr",
      cell: (one) => <Badge>{one.entity_type === "g" ? t("members.group") : t("members.person")}</Badge>,
      text: (one) => one.entity_type ?? "",
    },
    {
      title: t("projects.role"),
      width: "1fr",
      cell: (one) => <MemberRole project={name} member={one} fixed={!may("member", "update")} />,
      text: (one) => one.role_name ?? "",
    },
    {
      title: t("list.actions"),
      width: "120px",
      cell: (one) =>
        may("member", "delete") && (
          <Button
            look="plain"
            onClick={() => setRemoving(one)}
            aria-label={t("members.removeOf", { name: one.entity_name ?? "" })}
          >
            {t("action.remove")}
          </Button>
        ),
    },
  ];
  return (
    <>
      <List
        label={t("project.members")}
        columns={columns}
        state={state}
        queryKey={key}
        fetchPage={(page, at) => fetchMembers(name, page, at)}
        rowKey={(one) => String(one.id)}
        empty={<p>{t("list.nothing")}</p>}
        tools={
          may("member", "create") && (
            <Button look="main" onClick={() => setAdding(true)}>
              {t("members.add")}
            </Button>
          )
        }
      />
      {adding && <AddMember project={name} onClose={() => setAdding(false)} />}
      {removing && (
        <Confirm
          title={t("members.removeOf", { name: removing.entity_name ?? "" })}
          action={t("action.remove")}
          send={() => removeMember(name, removing.id ?? 0)}
          changed={[key]}
          onClose={() => setRemoving(null)}
        >
          {t("members.removeTold", { name: removing.entity_name ?? "", project: name })}
        </Confirm>
      )}
    </>
  );
}
