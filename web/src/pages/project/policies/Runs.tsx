import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { type Execution, fetchExecutions, goesOn, stopRun } from "~/pages/project/policies/retention";
import { Tasks } from "~/pages/project/policies/Tasks";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { JobStatus } from "~/ui/JobStatus";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

interface RunsProps {
  policy: number;
  mayOperate: boolean;
}

/** The last runs of retention, followed for as long as one goes on. */
export function Runs({ policy, mayOperate }: RunsProps) {
  const { t } = useText();
  const key = ["retention-runs", policy];
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => fetchExecutions(policy),
    refetchInterval: (query) => (query.state.data?.some(goesOn) ? 1_000 : false),
  });
  const [chosen, setChosen] = useState<number | null>(null);
  const stop = useChange((one: Execution) => stopRun(policy, one), [key]);
  const shown = data?.find((one) => one.id === chosen) ?? data?.[0];
  const failed = error ?? stop.error;
  return (
    <section className="card stack" aria-labelledby="retention-runs">
      <h2 id="retention-runs">{t("retention.runs")}</h2>
      {failed && <Refusal error={failed} />}
      {data?.length === 0 && <p>{t("retention.noRuns")}</p>}
      {Boolean(data?.length) && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("job.id")}</th>
              <th scope="col">{t("job.status")}</th>
              <th scope="col">{t("members.kind")}</th>
              <th scope="col">{t("job.began")}</th>
              <th scope="col">{t("list.actions")}</th>
            </tr>
          </thead>
          <tbody>
            {data?.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.id}</th>
                <td>
                  <JobStatus status={one.status} />
                </td>
                <td>{one.dry_run ? <Badge>{t("collection.dryRun")}</Badge> : t("retention.real")}</td>
                <td>
                  <Time at={one.start_time} />
                </td>
                <td>
                  <Button
                    look="plain"
                    aria-pressed={one === shown}
                    aria-label={t("retention.resultOf", { id: one.id ?? 0 })}
                    onClick={() => setChosen(one.id ?? null)}
                  >
                    {t("retention.result")}
                  </Button>
                  {mayOperate && goesOn(one) && (
                    <Button
                      look="plain"
                      busy={stop.isPending}
                      aria-label={t("job.stopOf", { id: one.id ?? 0 })}
                      onClick={() => stop.mutate(one)}
                    >
                      {t("job.stop")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown && <Tasks policy={policy} execution={shown} />}
    </section>
  );
}
