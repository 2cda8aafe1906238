import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { Describe } from "~/pages/repository/Describe";
import type { RepositoryProps } from "~/pages/repository/useRepository";
import { Button } from "~/ui/Button";
import { Loading } from "~/ui/Loading";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

/** What a repository is for, how much it takes and how much it is used. */
export function About(props: RepositoryProps) {
  const { project, path, may } = props;
  const { t, number, size } = useText();
  const [writing, setWriting] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["repository", project, path, "sizes"],
    queryFn: async () => {
      const params = { path: { project_name: project, repository_name: path }, query: { with_size: true } };
      return (await api.GET("/projects/{project_name}/repositories/{repository_name}", { params })).data;
    },
  });
  if (error) return <Refusal error={error} />;
  if (!data) return <Loading />;
  return (
    <>
      <section className="card" aria-labelledby="description">
        <div className="row spread">
          <h2 id="description">{t("repository.description")}</h2>
          {may("repository", "update") && <Button onClick={() => setWriting(true)}>{t("action.edit")}</Button>}
        </div>
        <p className="description">
          {data.description || <span className="quiet">{t("repository.undescribed")}</span>}
        </p>
      </section>
      <section className="card" aria-labelledby="usage">
        <h2 id="usage">{t("repository.usage")}</h2>
        <dl className="facts">
          <dt>{t("repository.size")}</dt>
          <dd>{data.size === undefined ? t("repository.tooMany") : size(data.size)}</dd>
          <dt>{t("repository.unique")}</dt>
          <dd>{data.unique_size === undefined ? "–" : size(data.unique_size)}</dd>
          <dt>{t("artifacts.title")}</dt>
          <dd>{number(data.artifact_count ?? 0)}</dd>
          <dt>{t("repository.pulls")}</dt>
          <dd>{number(data.pull_count ?? 0)}</dd>
          <dt>{t("artifacts.pulled")}</dt>
          <dd>
            <Time at={data.pull_time} />
          </dd>
          <dt>{t("repository.updated")}</dt>
          <dd>
            <Time at={data.update_time} />
          </dd>
          <dt>{t("repository.created")}</dt>
          <dd>
            <Time at={data.creation_time} />
          </dd>
        </dl>
      </section>
      {writing && <Describe {...props} text={data.description ?? ""} onClose={() => setWriting(false)} />}
    </>
  );
}
