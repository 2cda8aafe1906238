import { useState } from "react";
import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useListState } from "~/lib/useListState";
import { EditQuota } from "~/pages/admin/quotas/EditQuota";
import { fetchQuotas, limitOf, nameOf, QUOTAS, type Quota, usedOf } from "~/pages/admin/quotas/quotas";
import { Button } from "~/ui/Button";
import { type Column, List } from "~/ui/List";
import { Page } from "~/ui/Page";

export default function Quotas() {
  const { t, size } = useText();
  const state = useListState();
  const [editing, setEditing] = useState<Quota | null>(null);
  const limit = (one: Quota) => (limitOf(one) < 0 ? t("quotas.unlimited") : size(limitOf(one)));
  const columns: Column<Quota>[] = [
    {
      title: t("quotas.project"),
      width: "2fr",
      cell: (one) => <Link href={to.project(nameOf(one))}>{nameOf(one)}</Link>,
      text: nameOf,
    },
    {
      title: t("quotas.used"),
      width: "1fr",
      sort: "used.storage",
      cell: (one) => size(usedOf(one)),
      text: (one) => String(usedOf(one)),
    },
    { title: t("quotas.limit"), width: "1fr", sort: "hard.storage", cell: limit, text: (one) => String(limitOf(one)) },
    {
      title: t("quotas.share"),
      width: "2fr",
      cell: (one) =>
        limitOf(one) > 0 && (
          <meter
            aria-label={t("quotas.shareOf", { name: nameOf(one) })}
            min={0}
            max={limitOf(one)}
            high={limitOf(one) * 0.85}
            value={usedOf(one)}
          />
        ),
    },
    {
      title: t("list.actions"),
      width: "120px",
      cell: (one) => (
        <Button look="plain" onClick={() => setEditing(one)} aria-label={t("quotas.editOf", { name: nameOf(one) })}>
          {t("action.edit")}
        </Button>
      ),
    },
  ];
  return (
    <Page title={t("admin.quotas")}>
      <List
        label={t("admin.quotas")}
        columns={columns}
        state={state}
        queryKey={QUOTAS}
        fetchPage={fetchQuotas}
        rowKey={(one) => String(one.id)}
        searchable={false}
        empty={<p>{t("list.nothing")}</p>}
      />
      {editing && <EditQuota quota={editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}
