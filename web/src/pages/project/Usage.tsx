import { useText } from "~/i18n/useText";
import { useSummary } from "~/pages/project/useSummary";

/** What the project takes up, and how much it may. */
export function Usage({ project }: { project: string }) {
  const { t, size } = useText();
  const { data } = useSummary(project);
  const used = data?.quota?.used?.storage;
  if (used === undefined) return null;
  const hard = data?.quota?.hard?.storage ?? -1;
  return (
    <>
      <p>
        {hard < 0
          ? t("settings.usedOfAny", { used: size(used) })
          : t("settings.usedOf", { used: size(used), hard: size(hard) })}
      </p>
      {hard > 0 && (
        <meter aria-label={t("quotas.shareOf", { name: project })} min={0} max={hard} high={hard * 0.85} value={used} />
      )}
    </>
  );
}
