import { useQuery } from "@tanstack/react-query";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { type Action, fetchQueues, QUEUES, type Queue, steer } from "~/pages/admin/jobs/jobs";
import { Nodes } from "~/pages/admin/jobs/Nodes";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";

export default function Jobs() {
  const { t, number } = useText();
  const { data: queues, error } = useQuery({ queryKey: QUEUES, queryFn: fetchQueues, refetchInterval: 5_000 });
  const change = useChange(steer, [[...QUEUES]]);
  const button = (queue: Queue, action: Action) => (
    <Button
      look="plain"
      busy={change.isPending}
      aria-label={t("jobs.actionOf", { action: t(`jobs.${action}`), kind: queue.job_type ?? "" })}
      onClick={() => change.mutate({ kind: queue.job_type ?? "", action })}
    >
      {t(`jobs.${action}`)}
    </Button>
  );
  return (
    <Page title={t("admin.jobs")}>
      {(error ?? change.error) && <Refusal error={error ?? change.error} />}
      <section className="card">
        <h2>{t("jobs.queues")}</h2>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("jobs.kind")}</th>
              <th scope="col">{t("jobs.waiting")}</th>
              <th scope="col">{t("jobs.longest")}</th>
              <th scope="col">{t("job.status")}</th>
              <th scope="col">{t("list.actions")}</th>
            </tr>
          </thead>
          <tbody>
            {queues?.map((queue) => (
              <tr key={queue.job_type}>
                <th scope="row">{queue.job_type}</th>
                <td>{number(queue.count ?? 0)}</td>
                <td>{t("jobs.seconds", { count: queue.latency ?? 0 })}</td>
                <td>
                  {queue.paused ? (
                    <Badge tone="warn">{t("jobs.paused")}</Badge>
                  ) : (
                    <Badge tone="good">{t("jobs.open")}</Badge>
                  )}
                </td>
                <td>
                  {queue.paused ? button(queue, "resume") : button(queue, "pause")}
                  {Boolean(queue.count) && button(queue, "stop")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Nodes />
    </Page>
  );
}
