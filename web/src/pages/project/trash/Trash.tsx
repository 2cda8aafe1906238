import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useListState } from "~/lib/useListState";
import { Restore } from "~/pages/project/trash/Restore";
import { deleteForGood, emptyTrash, fetchTrash, type TrashItem } from "~/pages/project/trash/trash";
import type { TabProps } from "~/pages/project/useProject";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { type Column, List } from "~/ui/List";
import { Time } from "~/ui/Time";

const KINDS = ["repository", "artifact", "tag"] as const;
type Kind = (typeof KINDS)[number];
type Doing = { what: "empty" } | { what: "restore" | "delete"; item: TrashItem } | null;

export default function Trash({ project, may }: TabProps) {
  const { t, number } = useText();
  const state = useListState();
  const [doing, setDoing] = useState<Doing>(null);
  const end = () => setDoing(null);
  const name = project.name ?? "";
  const kind = state.get("kind");
  const purges = may("artifact", "delete") && may("repository", "delete") && may("tag", "delete");
  const named = (one: TrashItem) => one.name || one.digest || one.repository || "";
  const columns: Column<TrashItem>[] = [
    {
      title: t("members.kind"),
      width: "100px",
      cell: (one) => <Badge>{t(`trash.${one.kind as Kind}`)}</Badge>,
      text: (one) => one.kind ?? "",
    },
    {
      title: t("repositories.name"),
      width: "1.5fr",
      sort: "repository",
      cell: (one) => <span title={one.repository}>{one.repository}</span>,
      text: (one) => one.repository ?? "",
    },
    {
      title: t("trash.what"),
      width: "1.5fr",
      cell: (one) => <span title={named(one)}>{named(one)}</span>,
      text: named,
    },
    {
      title: t("repositories.artifacts"),
      width: "80px",
      cell: (one) => number(one.artifact_count ?? 0),
      text: (one) => String(one.artifact_count ?? 0),
    },
    { title: t("trash.by"), width: "1fr", cell: (one) => one.username, text: (one) => one.username ?? "" },
    {
      title: t("trash.deleted"),
      width: "110px",
      cell: (one) => <Time at={one.deletion_time} />,
      text: (one) => one.deletion_time ?? "",
    },
    {
      title: t("trash.goes"),
      width: "110px",
      cell: (one) => <Time at={one.expiry_time} />,
      text: (one) => one.expiry_time ?? "",
    },
    {
      title: t("list.actions"),
      width: "190px",
      cell: (one) => (
        <>
          <Button
            look="plain"
            aria-label={t("trash.restoreOf", { name: named(one) })}
            onClick={() => setDoing({ what: "restore", item: one })}
          >
            {t("trash.restore")}
          </Button>
          {purges && (
            <Button
              look="plain"
              aria-label={t("trash.deleteOf", { name: named(one) })}
              onClick={() => setDoing({ what: "delete", item: one })}
            >
              {t("trash.delete")}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      <List
        label={t("project.trash")}
        columns={columns}
        state={state}
        queryKey={["trash", name, kind]}
        fetchPage={(page, at) => fetchTrash(name, kind, page, at)}
        rowKey={(one) => String(one.id)}
        empty={<p>{state.search || kind ? t("list.nothing") : t("trash.none")}</p>}
        tools={
          <>
            <select
              className="list-filter"
              aria-label={t("members.kind")}
              value={kind}
              onChange={(event) => state.set({ kind: event.target.value })}
            >
              <option value="">{t("trash.all")}</option>
              {KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`trash.${one}`)}
                </option>
              ))}
            </select>
            {purges && (
              <Button look="danger" onClick={() => setDoing({ what: "empty" })}>
                {t("trash.empty")}
              </Button>
            )}
          </>
        }
      />
      {doing?.what === "restore" && <Restore project={name} item={doing.item} onClose={end} />}
      {doing?.what === "delete" && (
        <Confirm
          title={t("trash.deleteOf", { name: named(doing.item) })}
          action={t("trash.delete")}
          send={() => deleteForGood(name, doing.item)}
          changed={[["trash", name]]}
          onClose={end}
        >
          {doing.item.kind === "tag"
            ? t("trash.deleteTag")
            : t("trash.deleteTold", { count: doing.item.artifact_count ?? 0 })}
        </Confirm>
      )}
      {doing?.what === "empty" && (
        <Confirm
          title={t("trash.emptyOf", { name })}
          action={t("trash.empty")}
          typed={name}
          send={() => emptyTrash(name)}
          changed={[["trash", name]]}
          onClose={end}
        >
          {t("trash.emptyTold")}
        </Confirm>
      )}
    </>
  );
}
