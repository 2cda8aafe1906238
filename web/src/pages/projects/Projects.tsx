import { useState } from "react";
import { Link } from "wouter";
import { useMe } from "~/app/session";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useListState } from "~/lib/useListState";
import { fetchProjects, type Project } from "~/pages/projects/fetchProjects";
import { NewProject } from "~/pages/projects/NewProject";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { type Column, List } from "~/ui/List";
import { Page } from "~/ui/Page";
import { Time } from "~/ui/Time";

export default function Projects() {
  const { t, number } = useText();
  const { data: me } = useMe();
  const state = useListState();
  const [making, setMaking] = useState(false);
  const columns: Column<Project>[] = [
    {
      title: t("projects.name"),
      width: "2fr",
      sort: "name",
      cell: (one) => <Link href={to.project(one.name ?? "")}>{one.name}</Link>,
      text: (one) => one.name ?? "",
    },
    {
      title: t("projects.access"),
      width: "1fr",
      cell: (one) =>
        one.metadata?.public === "true" ? (
          <Badge tone="accent">{t("projects.public")}</Badge>
        ) : (
          <Badge>{t("projects.private")}</Badge>
        ),
      text: (one) => one.metadata?.public ?? "",
    },
    {
      title: t("projects.role"),
      width: "1fr",
      cell: (one) => (one.current_user_role_id ? t(`role.${one.current_user_role_id as 1 | 2 | 3 | 4 | 5}`) : "–"),
    },
    {
      title: t("projects.repositories"),
      width: "1fr",
      cell: (one) => number(one.repo_count ?? 0),
      text: (one) => String(one.repo_count ?? 0),
    },
    {
      title: t("projects.created"),
      width: "1fr",
      sort: "creation_time",
      cell: (one) => <Time at={one.creation_time} />,
      text: (one) => one.creation_time ?? "",
    },
  ];
  return (
    <Page
      title={t("projects.title")}
      actions={
        me && (
          <Button look="main" onClick={() => setMaking(true)}>
            {t("projects.new")}
          </Button>
        )
      }
    >
      <List
        label={t("projects.title")}
        columns={columns}
        state={state}
        queryKey={["projects"]}
        fetchPage={fetchProjects}
        rowKey={(one) => one.name ?? ""}
        empty={<p>{t("projects.none")}</p>}
      />
      {making && <NewProject onClose={() => setMaking(false)} />}
    </Page>
  );
}
