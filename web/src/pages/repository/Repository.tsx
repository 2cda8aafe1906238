import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useListState } from "~/lib/useListState";
import { type Artifact, fetchArtifacts } from "~/pages/repository/fetchArtifacts";
import { Badge } from "~/ui/Badge";
import { type Column, List } from "~/ui/List";
import { Page } from "~/ui/Page";
import { Time } from "~/ui/Time";

export default function Repository({ project, path }: { project: string; path: string }) {
  const { t, size } = useText();
  const state = useListState();
  const columns: Column<Artifact>[] = [
    {
      title: t("artifacts.tags"),
      width: "2fr",
      cell: (one) => (
        <Link href={to.artifact(project, path, one.digest ?? "")}>
          {one.tags?.map((tag) => tag.name).join(", ") || t("artifacts.untagged")}
        </Link>
      ),
      text: (one) => one.tags?.map((tag) => tag.name).join(" ") ?? "",
    },
    {
      title: t("artifacts.digest"),
      width: "1fr",
      cell: (one) => <code>{one.digest?.slice(0, 19)}</code>,
      text: (one) => one.digest ?? "",
    },
    {
      title: t("artifacts.type"),
      width: "96px",
      cell: (one) => <Badge>{one.type}</Badge>,
      text: (one) => one.type ?? "",
    },
    {
      title: t("artifacts.size"),
      width: "96px",
      sort: "size",
      cell: (one) => size(one.size ?? 0),
      text: (one) => String(one.size ?? 0),
    },
    {
      title: t("artifacts.pushed"),
      width: "1fr",
      sort: "push_time",
      cell: (one) => <Time at={one.push_time} />,
      text: (one) => one.push_time ?? "",
    },
    {
      title: t("artifacts.pulled"),
      width: "1fr",
      sort: "pull_time",
      cell: (one) => <Time at={one.pull_time} />,
      text: (one) => one.pull_time ?? "",
    },
  ];
  return (
    <Page title={`${project}/${path}`} path={<Link href={to.project(project)}>{project}</Link>}>
      <List
        label={t("artifacts.title")}
        columns={columns}
        state={state}
        queryKey={["artifacts", project, path]}
        fetchPage={(page, at) => fetchArtifacts(project, path, page, at)}
        rowKey={(one) => one.digest ?? ""}
        empty={<p>{t("list.nothing")}</p>}
      />
    </Page>
  );
}
