import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useListState } from "~/lib/useListState";
import { EditLabel } from "~/pages/labels/EditLabel";
import { LabelBadge } from "~/pages/labels/LabelBadge";
import { deleteLabel, fetchLabels, LABELS, type Label, type Scope } from "~/pages/labels/labels";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { type Column, List } from "~/ui/List";
import { Time } from "~/ui/Time";

interface LabelListProps {
  scope: Scope;
  may: (action: "create" | "update" | "delete") => boolean;
}

/** Labels of a project or of the system. */
export function LabelList({ scope, may }: LabelListProps) {
  const { t } = useText();
  const state = useListState();
  const [editing, setEditing] = useState<Label | null>(null);
  const [deleting, setDeleting] = useState<Label | null>(null);
  const columns: Column<Label>[] = [
    {
      title: t("members.name"),
      width: "1fr",
      sort: "name",
      cell: (one) => <LabelBadge name={one.name ?? ""} color={one.color ?? ""} />,
      text: (one) => one.name ?? "",
    },
    {
      title: t("robots.description"),
      width: "2fr",
      cell: (one) => one.description,
      text: (one) => one.description ?? "",
    },
    {
      title: t("projects.created"),
      width: "1fr",
      sort: "creation_time",
      cell: (one) => <Time at={one.creation_time} />,
      text: (one) => one.creation_time ?? "",
    },
    {
      title: t("list.actions"),
      width: "160px",
      cell: (one) => (
        <>
          {may("update") && (
            <Button
              look="plain"
              aria-label={t("labels.editOf", { name: one.name ?? "" })}
              onClick={() => setEditing(one)}
            >
              {t("action.edit")}
            </Button>
          )}
          {may("delete") && (
            <Button
              look="plain"
              aria-label={t("labels.deleteOf", { name: one.name ?? "" })}
              onClick={() => setDeleting(one)}
            >
              {t("action.delete")}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      <List
        label={t("project.labels")}
        columns={columns}
        state={state}
        queryKey={[...LABELS, scope]}
        fetchPage={(page, at) => fetchLabels(scope, page, at)}
        rowKey={(one) => String(one.id)}
        empty={<p>{state.search ? t("list.nothing") : t("labels.none")}</p>}
        tools={
          may("create") && (
            <Button look="main" onClick={() => setEditing(scope)}>
              {t("labels.new")}
            </Button>
          )
        }
      />
      {editing && <EditLabel label={editing} onClose={() => setEditing(null)} />}
      {deleting && (
        <Confirm
          title={t("labels.deleteOf", { name: deleting.name ?? "" })}
          action={t("action.delete")}
          send={() => deleteLabel(deleting)}
          changed={[[...LABELS]]}
          onClose={() => setDeleting(null)}
        >
          {t("labels.deleteTold", { name: deleting.name ?? "" })}
        </Confirm>
      )}
    </>
  );
}
