import { Link } from "wouter";
import { useMe } from "~/app/session";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { FirstPush } from "~/pages/home/FirstPush";
import { useStatistics } from "~/pages/home/useStatistics";
import { Page } from "~/ui/Page";

export default function Home() {
  const { t, number, size } = useText();
  const { data: me } = useMe();
  const { data } = useStatistics();
  const facts = data && [
    { name: t("home.projects"), value: number(data.total_project_count ?? data.private_project_count ?? 0) },
    { name: t("home.repositories"), value: number(data.total_repo_count ?? data.private_repo_count ?? 0) },
    ...(me?.sysadmin_flag ? [{ name: t("home.storage"), value: size(data.total_storage_consumption ?? 0) }] : []),
  ];
  return (
    <Page title={t("home.title")} actions={<Link href={to.projects()}>{t("home.all")}</Link>}>
      <dl className="cards">
        {facts?.map((fact) => (
          <div className="card" key={fact.name}>
            <dt className="quiet">{fact.name}</dt>
            <dd className="home-value">{fact.value}</dd>
          </div>
        ))}
      </dl>
      {data && !data.total_repo_count && !data.private_repo_count && <FirstPush project="library" />}
    </Page>
  );
}
