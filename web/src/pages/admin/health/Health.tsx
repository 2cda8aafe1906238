import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { Badge } from "~/ui/Badge";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";

export default function Health() {
  const { t } = useText();
  const { data, error } = useQuery({
    queryKey: ["health"],
    refetchInterval: 10_000,
    queryFn: async () => (await api.GET("/health")).data,
  });
  return (
    <Page title={t("admin.health")}>
      {error && <Refusal error={error} />}
      <ul className="cards plain-list">
        {data?.components?.map((one) => (
          <li className="card row spread" key={one.name}>
            <strong>{one.name}</strong>
            {one.status === "healthy" ? (
              <Badge tone="good">{t("health.healthy")}</Badge>
            ) : (
              <Badge tone="bad">{one.error ?? t("health.unhealthy")}</Badge>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}
