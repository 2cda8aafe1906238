import { useQuery } from "@tanstack/react-query";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { endOthers, endSession, fetchSessions, SESSIONS } from "~/pages/me/me";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

/** Where one is signed in, and an end to it. */
export function Sessions() {
  const { t } = useText();
  const { data: sessions, error } = useQuery({ queryKey: SESSIONS, queryFn: fetchSessions });
  const end = useChange(endSession, [[...SESSIONS]]);
  const others = useChange(endOthers, [[...SESSIONS]]);
  const failed = error ?? end.error ?? others.error;
  return (
    <section className="card stack" aria-labelledby="me-sessions">
      <div className="row spread">
        <h2 id="me-sessions">{t("me.sessions")}</h2>
        {(sessions?.length ?? 0) > 1 && (
          <Button look="danger" busy={others.isPending} onClick={() => others.mutate()}>
            {t("me.endOthers")}
          </Button>
        )}
      </div>
      <p className="quiet">{t("me.sessionsTold")}</p>
      {failed && <Refusal error={failed} />}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("me.address")}</th>
            <th scope="col">{t("me.browser")}</th>
            <th scope="col">{t("job.began")}</th>
            <th scope="col">{t("me.seen")}</th>
            <th scope="col">{t("list.actions")}</th>
          </tr>
        </thead>
        <tbody>
          {sessions?.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.address}</th>
              <td>{browserOf(one.user_agent ?? "")}</td>
              <td>
                <Time at={one.creation_time} />
              </td>
              <td>
                <Time at={one.seen_time} />
              </td>
              <td>
                {one.current ? (
                  <Badge tone="accent">{t("me.thisOne")}</Badge>
                ) : (
                  <Button
                    look="plain"
                    busy={end.isPending}
                    aria-label={t("me.endOf", { address: one.address ?? "" })}
                    onClick={() => end.mutate(one)}
                  >
                    {t("me.end")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The name and version of the browser among what it says of itself, or the beginning of that. */
function browserOf(agent: string): string {
  const found = /(Edg|OPR|Firefox|Chrome|Version)\/([\d]+)/.exec(agent);
  if (!found) return agent.slice(0, 60);
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera", Version: "Safari" };
  const system = /\(([^;)]+)/.exec(agent)?.[1] ?? "";
  return `${names[found[1] ?? ""] ?? found[1]} ${found[2]} (${system})`;
}
