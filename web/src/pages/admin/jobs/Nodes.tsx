import { useQuery } from "@tanstack/react-query";
import { useText } from "~/i18n/useText";
import { fetchPools } from "~/pages/admin/jobs/jobs";
import { Time } from "~/ui/Time";

/** Which nodes take up jobs. */
export function Nodes() {
  const { t, number } = useText();
  const { data } = useQuery({ queryKey: ["pools"], queryFn: fetchPools, refetchInterval: 10_000 });
  return (
    <section className="card">
      <h2>{t("jobs.nodes")}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("jobs.node")}</th>
            <th scope="col">{t("jobs.atOnce")}</th>
            <th scope="col">{t("job.began")}</th>
            <th scope="col">{t("jobs.heard")}</th>
          </tr>
        </thead>
        <tbody>
          {data?.map((pool) => (
            <tr key={pool.worker_pool_id}>
              <th scope="row">{`${pool.host} (${pool.pid})`}</th>
              <td>{number(pool.concurrency ?? 0)}</td>
              <td>
                <Time at={pool.start_at} />
              </td>
              <td>
                <Time at={pool.heartbeat_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
