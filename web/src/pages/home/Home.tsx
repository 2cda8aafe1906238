import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { FirstPush } from "~/pages/home/FirstPush";
import { Needs } from "~/pages/home/Needs";
import { useHome } from "~/pages/home/useHome";
import { Loading } from "~/ui/Loading";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

export default function Home() {
  const { t, number, size } = useText();
  const { data: home, error } = useHome();
  const first = home && !home.repositories.length;
  return (
    <Page title={t("home.title")} actions={<Link href={to.projects()}>{t("home.all")}</Link>}>
      {error && <Refusal error={error} />}
      {!home && !error && <Loading />}
      {first && <FirstPush project={home.projects[0]?.project.name ?? "library"} />}
      {home && <Needs home={home} />}
      {home && home.projects.length > 0 && (
        <section className="card" aria-labelledby="home-projects">
          <h2 id="home-projects">{t("home.mine")}</h2>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("projects.name")}</th>
                <th scope="col">{t("projects.role")}</th>
                <th scope="col">{t("projects.repositories")}</th>
                <th scope="col">{t("artifacts.size")}</th>
              </tr>
            </thead>
            <tbody>
              {home.projects.map(({ project, used }) => (
                <tr key={project.project_id}>
                  <th scope="row">
                    <Link href={to.project(project.name ?? "")}>{project.name}</Link>
                  </th>
                  <td>{t(`role.${(project.current_user_role_id ?? 3) as 1 | 2 | 3 | 4 | 5}`)}</td>
                  <td>{number(project.repo_count ?? 0)}</td>
                  <td>{used === undefined ? "–" : size(used)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {home && home.repositories.length > 0 && (
        <section className="card" aria-labelledby="home-recent">
          <h2 id="home-recent">{t("home.recent")}</h2>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("repositories.name")}</th>
                <th scope="col">{t("repositories.artifacts")}</th>
                <th scope="col">{t("repositories.pulls")}</th>
                <th scope="col">{t("repositories.updated")}</th>
              </tr>
            </thead>
            <tbody>
              {home.repositories.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link href={addressOf(one.name ?? "")}>{one.name}</Link>
                  </th>
                  <td>{number(one.artifact_count ?? 0)}</td>
                  <td>{number(one.pull_count ?? 0)}</td>
                  <td>
                    <Time at={one.update_time} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Page>
  );
}

function addressOf(name: string): string {
  const end = name.indexOf("/");
  return to.repository(name.slice(0, end), name.slice(end + 1));
}
