import { Suspense } from "react";
import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { TABS } from "~/pages/project/tabs";
import { useProject } from "~/pages/project/useProject";
import { Loading } from "~/ui/Loading";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import { Tabs } from "~/ui/Tabs";

/** One project, with a tab for each thing it owns that the reader may see. */
export default function Project({ project: name, tab: at = "" }: { project: string; tab?: string }) {
  const { t } = useText();
  const { project, may, error } = useProject(name);
  const tabs = TABS.filter((tab) => may(tab.resource, tab.action));
  const here = tabs.find((tab) => tab.at === at);
  return (
    <Page title={name} path={<Link href={to.projects()}>{t("projects.title")}</Link>}>
      {error && <Refusal error={error} />}
      <Tabs
        label={name}
        tabs={tabs.map((tab) => ({ to: to.project(name, tab.at), label: t(`project.${tab.name}`) }))}
        at={to.project(name, at)}
      />
      <Suspense fallback={<Loading />}>
        {project && here ? <here.View project={project} may={may} /> : !error && <Loading />}
      </Suspense>
    </Page>
  );
}
