import { useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { About } from "~/pages/repository/About";
import { Artifacts } from "~/pages/repository/Artifacts";
import { Tags } from "~/pages/repository/Tags";
import { useRepository } from "~/pages/repository/useRepository";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import { Tabs } from "~/ui/Tabs";
import "./repository.css";

const TABS = { tags: Tags, artifacts: Artifacts, about: About } as const;
type Tab = keyof typeof TABS;

/** A repository: its tags first, then artifacts by digest, then what it takes. */
export default function Repository({ project, path }: { project: string; path: string }) {
  const { t } = useText();
  const given = new URLSearchParams(useSearch()).get("tab") as Tab | null;
  const [, navigate] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const { repository, projectId, error, may } = useRepository(project, path);
  const tab: Tab = given && given in TABS ? given : "tags";
  const View = TABS[tab];
  const here = to.repository(project, path);
  const at = (one: Tab) => (one === "tags" ? here : `${here}?tab=${one}`);
  return (
    <Page
      title={`${project}/${path}`}
      path={<Link href={to.project(project)}>{project}</Link>}
      actions={
        may("repository", "delete") && (
          <Button look="danger" onClick={() => setDeleting(true)}>
            {t("repository.delete")}
          </Button>
        )
      }
    >
      {error && <Refusal error={error} />}
      <Tabs
        label={path}
        tabs={(Object.keys(TABS) as Tab[]).map((one) => ({ to: at(one), label: t(`repository.tab.${one}`) }))}
        at={at(tab)}
      />
      {!error && <View key={tab} project={project} path={path} projectId={projectId} may={may} />}
      {deleting && (
        <Confirm
          title={t("repository.delete")}
          action={t("action.delete")}
          typed={path}
          send={() =>
            api.DELETE("/projects/{project_name}/repositories/{repository_name}", {
              params: { path: { project_name: project, repository_name: path } },
            })
          }
          changed={[
            ["repositories", project],
            ["trash", project],
            ["project", project],
          ]}
          onClose={() => setDeleting(false)}
          onDone={() => navigate(to.project(project))}
        >
          <p>{t("repository.deleteTold", { name: `${project}/${path}`, count: repository?.artifact_count ?? 0 })}</p>
          <p className="quiet">{t("deletion.trash")}</p>
        </Confirm>
      )}
    </Page>
  );
}
