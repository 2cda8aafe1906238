import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "~/i18n/useText";
import { type Execution, fetchTasks, goesOn, logOf, type Task } from "~/pages/project/policies/retention";
import { Button } from "~/ui/Button";
import { JobStatus } from "~/ui/JobStatus";
import { LogDialog } from "~/ui/LogDialog";
import { Refusal } from "~/ui/Refusal";

/** What a run did with each repository: how much stays, how much goes, and by which rule (the log). */
export function Tasks({ policy, execution }: { policy: number; execution: Execution }) {
  const { t, number } = useText();
  const [reading, setReading] = useState<Task | null>(null);
  const eid = execution.id ?? 0;
  const live = goesOn(execution);
  const { data, error } = useQuery({
    queryKey: ["retention-tasks", policy, eid, execution.status],
    queryFn: () => fetchTasks(policy, eid),
    refetchInterval: live ? 1_000 : false,
  });
  if (error) return <Refusal error={error} />;
  if (data?.length === 0) return live ? null : <p>{t("retention.noTasks")}</p>;
  return (
    <>
      <h3>{t("retention.resultOf", { id: eid })}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("repositories.name")}</th>
            <th scope="col">{t("job.status")}</th>
            <th scope="col">{t("retention.stays")}</th>
            <th scope="col">{execution.dry_run ? t("retention.wouldGo") : t("retention.goes")}</th>
            <th scope="col">{t("job.log")}</th>
          </tr>
        </thead>
        <tbody>
          {data?.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.repository}</th>
              <td>
                <JobStatus status={one.status} />
              </td>
              <td>{number(one.retained ?? 0)}</td>
              <td>{number((one.total ?? 0) - (one.retained ?? 0))}</td>
              <td>
                <Button
                  look="plain"
                  aria-label={t("retention.logOf", { repository: one.repository ?? "" })}
                  onClick={() => setReading(one)}
                >
                  {t("job.log")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reading && (
        <LogDialog
          title={t("retention.logOf", { repository: reading.repository ?? "" })}
          queryKey={["retention-log", reading.id]}
          read={() => logOf(policy, reading)}
          live={goesOn(reading)}
          onClose={() => setReading(null)}
        />
      )}
    </>
  );
}
