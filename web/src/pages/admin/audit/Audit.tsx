import { useText } from "~/i18n/useText";
import { useListState } from "~/lib/useListState";
import { type Entry, fetchEntries } from "~/pages/admin/audit/fetchEntries";
import { Badge } from "~/ui/Badge";
import { type Column, List } from "~/ui/List";
import { Page } from "~/ui/Page";
import { Time } from "~/ui/Time";

export default function Audit() {
  const { t } = useText();
  const state = useListState();
  const columns: Column<Entry>[] = [
    {
      title: t("audit.when"),
      width: "140px",
      sort: "op_time",
      cell: (one) => <Time at={one.op_time} />,
      text: (one) => one.op_time ?? "",
    },
    { title: t("audit.who"), width: "1fr", cell: (one) => one.username, text: (one) => one.username ?? "" },
    {
      title: t("audit.what"),
      width: "1fr",
      cell: (one) => <Badge>{one.operation}</Badge>,
      text: (one) => one.operation ?? "",
    },
    { title: t("audit.kind"), width: "1fr", cell: (one) => one.resource_type, text: (one) => one.resource_type ?? "" },
    {
      title: t("audit.resource"),
      width: "3fr",
      cell: (one) => <span title={one.resource}>{one.resource}</span>,
      text: (one) => one.resource ?? "",
    },
  ];
  return (
    <Page title={t("admin.audit")}>
      <List
        label={t("admin.audit")}
        columns={columns}
        state={state}
        queryKey={["audit"]}
        fetchPage={fetchEntries}
        rowKey={(one) => String(one.id)}
        empty={<p>{t("list.nothing")}</p>}
      />
    </Page>
  );
}
