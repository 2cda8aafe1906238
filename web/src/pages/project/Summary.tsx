import { useText } from "~/i18n/useText";
import { Usage } from "~/pages/project/Usage";
import type { TabProps } from "~/pages/project/useProject";
import { useSummary } from "~/pages/project/useSummary";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

export default function Summary({ project, may }: TabProps) {
  const { t, number } = useText();
  const name = project.name ?? "";
  const { data, error } = useSummary(name);
  const members = data && [
    { role: 1, count: data.project_admin_count },
    { role: 4, count: data.maintainer_count },
    { role: 2, count: data.developer_count },
    { role: 3, count: data.guest_count },
    { role: 5, count: data.limited_guest_count },
  ];
  return (
    <div className="cards">
      {error && <Refusal error={error} />}
      <section className="card" aria-labelledby="summary-facts">
        <h2 id="summary-facts">{t("artifact.facts")}</h2>
        <dl className="facts">
          <dt>{t("projects.access")}</dt>
          <dd>{project.metadata?.public === "true" ? t("projects.public") : t("projects.private")}</dd>
          <dt>{t("summary.owner")}</dt>
          <dd>{project.owner_name}</dd>
          <dt>{t("projects.created")}</dt>
          <dd>
            <Time at={project.creation_time} />
          </dd>
          <dt>{t("home.repositories")}</dt>
          <dd>{number(data?.repo_count ?? 0)}</dd>
        </dl>
      </section>
      {may("quota", "read") && (
        <section className="card" aria-labelledby="summary-usage">
          <h2 id="summary-usage">{t("home.storage")}</h2>
          <Usage project={name} />
        </section>
      )}
      {may("member", "list") && (
        <section className="card" aria-labelledby="summary-members">
          <h2 id="summary-members">{t("project.members")}</h2>
          <dl className="facts">
            {members?.map(({ role, count }) => (
              <div key={role} className="facts-pair">
                <dt>{t(`role.${role as 1 | 2 | 3 | 4 | 5}`)}</dt>
                <dd>{number(count ?? 0)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}
