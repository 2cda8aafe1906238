import { useState } from "react";
import { Link } from "wouter";
import { useMe } from "~/app/session";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useListState } from "~/lib/useListState";
import { DeleteProjects } from "~/pages/projects/DeleteProjects";
import { ACCESS, fetchProjects, type Project } from "~/pages/projects/fetchProjects";
import { NewProject } from "~/pages/projects/NewProject";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { type Column, List } from "~/ui/List";
import { Page } from "~/ui/Page";
import { Time } from "~/ui/Time";

export default function Projects() {
  const { t, number, size } = useText();
  const { data: me } = useMe();
  const state = useListState();
  const [making, setMaking] = useState(false);
  const [deleting, setDeleting] = useState<string[] | null>(null);
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const access = state.get("access");
  const columns: Column<Project>[] = [
    {
      title: t("projects.name"),
      width: "2fr",
      sort: "name",
      cell: ({ project }) => <Link href={to.project(project.name ?? "")}>{project.name}</Link>,
      text: ({ project }) => project.name ?? "",
    },
    {
      title: t("projects.access"),
      width: "1fr",
      cell: ({ project }) =>
        project.metadata?.public === "true" ? (
          <Badge tone="accent">{t("projects.public")}</Badge>
        ) : (
          <Badge>{t("projects.private")}</Badge>
        ),
      text: ({ project }) => project.metadata?.public ?? "",
    },
    {
      title: t("projects.role"),
      width: "1fr",
      cell: ({ project }) =>
        project.current_user_role_id ? t(`role.${project.current_user_role_id as 1 | 2 | 3 | 4 | 5}`) : "–",
    },
    {
      title: t("projects.repositories"),
      width: "1fr",
      cell: ({ project }) => number(project.repo_count ?? 0),
      text: ({ project }) => String(project.repo_count ?? 0),
    },
    {
      title: t("artifacts.size"),
      width: "1fr",
      cell: ({ used }) => (used === undefined ? "–" : size(used)),
      text: ({ used }) => String(used ?? ""),
    },
    {
      title: t("projects.created"),
      width: "1fr",
      sort: "creation_time",
      cell: ({ project }) => <Time at={project.creation_time} />,
      text: ({ project }) => project.creation_time ?? "",
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
        queryKey={["projects", access]}
        fetchPage={(page, at) => fetchProjects(access, page, at)}
        rowKey={({ project }) => project.name ?? ""}
        {...(me?.sysadmin_flag && { selection: { chosen, onChange: setChosen } })}
        empty={<p>{state.search || access ? t("list.nothing") : t("projects.none")}</p>}
        tools={
          <>
            {chosen.size > 0 && (
              <Button look="danger" onClick={() => setDeleting([...chosen].sort())}>
                {t("projects.deleteCount", { count: chosen.size })}
              </Button>
            )}
            <select
              className="list-filter"
              aria-label={t("projects.access")}
              value={access}
              onChange={(event) => state.set({ access: event.target.value })}
            >
              <option value="">{t("projects.all")}</option>
              {ACCESS.map((one) => (
                <option key={one} value={one}>
                  {t(`projects.${one}`)}
                </option>
              ))}
            </select>
          </>
        }
      />
      {making && <NewProject onClose={() => setMaking(false)} />}
      {deleting && (
        <DeleteProjects
          names={deleting}
          onClose={() => setDeleting(null)}
          onDone={(left) => setChosen(new Set(left))}
        />
      )}
    </Page>
  );
}
