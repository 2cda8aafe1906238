import type { Key } from "~/i18n/language";
import { useText } from "~/i18n/useText";
import { useListState } from "~/lib/useListState";
import { type Entry, fetchLogs, OPERATIONS } from "~/pages/project/logs/fetchLogs";
import type { TabProps } from "~/pages/project/useProject";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { type Column, List } from "~/ui/List";
import { Time } from "~/ui/Time";

const known = new Set<string>(OPERATIONS);

/** What was done in the project, by whom, and how it ended. */
export default function Logs({ project }: TabProps) {
  const { t } = useText();
  const state = useListState();
  const name = project.name ?? "";
  const filter = { operation: state.get("operation"), who: state.get("who") };
  const operation = (one: string | undefined) => (known.has(one ?? "") ? t(`logs.${one}` as Key) : (one ?? ""));
  const columns: Column<Entry>[] = [
    {
      title: t("audit.when"),
      width: "140px",
      sort: "op_time",
      cell: (one) => <Time at={one.op_time} />,
      text: (one) => one.op_time ?? "",
    },
    {
      title: t("audit.who"),
      width: "1fr",
      cell: (one) => (
        <Button
          look="plain"
          aria-label={t("logs.onlyOf", { name: one.username ?? "" })}
          onClick={() => state.set({ who: one.username ?? "" })}
        >
          {one.username}
        </Button>
      ),
      text: (one) => one.username ?? "",
    },
    {
      title: t("audit.what"),
      width: "100px",
      cell: (one) => <Badge>{operation(one.operation)}</Badge>,
      text: (one) => one.operation ?? "",
    },
    {
      title: t("audit.resource"),
      width: "3fr",
      cell: (one) => <span title={one.operation_description}>{`${one.resource_type} ${one.resource}`}</span>,
      text: (one) => `${one.resource_type} ${one.resource}`,
    },
    {
      title: t("logs.ended"),
      width: "100px",
      cell: (one) =>
        one.operation_result ? (
          <Badge tone="good">{t("logs.done")}</Badge>
        ) : (
          <Badge tone="bad">{t("logs.refused")}</Badge>
        ),
      text: (one) => String(one.operation_result ?? ""),
    },
  ];
  return (
    <List
      label={t("project.logs")}
      columns={columns}
      state={state}
      queryKey={["logs", name, filter]}
      fetchPage={(page, at) => fetchLogs(name, filter, page, at)}
      rowKey={(one) => String(one.id)}
      empty={<p>{t("list.nothing")}</p>}
      tools={
        <>
          {filter.who && (
            <Button onClick={() => state.set({ who: "" })} aria-label={t("logs.everybody")}>
              {`${filter.who} ×`}
            </Button>
          )}
          <select
            className="list-filter"
            aria-label={t("audit.what")}
            value={filter.operation}
            onChange={(event) => state.set({ operation: event.target.value })}
          >
            <option value="">{t("logs.every")}</option>
            {OPERATIONS.map((one) => (
              <option key={one} value={one}>
                {t(`logs.${one}`)}
              </option>
            ))}
          </select>
        </>
      }
    />
  );
}
