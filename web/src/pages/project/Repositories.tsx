import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useListState } from "~/lib/useListState";
import { FirstPush } from "~/pages/home/FirstPush";
import { fetchRepositories, pathOf, type Repository } from "~/pages/project/fetchRepositories";
import type { TabProps } from "~/pages/project/useProject";
import { type Column, List } from "~/ui/List";
import { Time } from "~/ui/Time";

export default function Repositories({ project }: TabProps) {
  const { t, number } = useText();
  const state = useListState();
  const name = project.name ?? "";
  const columns: Column<Repository>[] = [
    {
      title: t("repositories.name"),
      width: "2fr",
      sort: "name",
      cell: (one) => <Link href={to.repository(name, pathOf(one))}>{pathOf(one)}</Link>,
      text: (one) => one.name ?? "",
    },
    {
      title: t("repositories.artifacts"),
      width: "1fr",
      cell: (one) => number(one.artifact_count ?? 0),
      text: (one) => String(one.artifact_count ?? 0),
    },
    {
      title: t("repositories.pulls"),
      width: "1fr",
      sort: "pull_count",
      cell: (one) => number(one.pull_count ?? 0),
      text: (one) => String(one.pull_count ?? 0),
    },
    {
      title: t("repositories.updated"),
      width: "1fr",
      sort: "update_time",
      cell: (one) => <Time at={one.update_time} />,
      text: (one) => one.update_time ?? "",
    },
  ];
  return (
    <List
      label={t("project.repositories")}
      columns={columns}
      state={state}
      queryKey={["repositories", name]}
      fetchPage={(page, at) => fetchRepositories(name, page, at)}
      rowKey={(one) => one.name ?? ""}
      empty={state.search ? <p>{t("list.nothing")}</p> : <FirstPush project={name} />}
    />
  );
}
