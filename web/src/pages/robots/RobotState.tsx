import { useText } from "~/i18n/useText";
import type { Robot } from "~/pages/robots/robots";
import { Badge } from "~/ui/Badge";
import { Time } from "~/ui/Time";

const SOON = 7 * 86_400_000;

/** When it ends: told in color before, so that nobody is surprised. */
export function RobotEnd({ robot }: { robot: Robot }) {
  const { t } = useText();
  const seconds = robot.expires_at ?? -1;
  if (seconds < 0) return t("robots.never");
  const left = seconds * 1000 - Date.now();
  const time = <Time at={new Date(seconds * 1000).toISOString()} />;
  if (left < 0) return <Badge tone="bad">{t("robots.expired")}</Badge>;
  return left < SOON ? <Badge tone="warn">{time}</Badge> : time;
}

export function RobotState({ robot }: { robot: Robot }) {
  const { t } = useText();
  if (robot.disable) return <Badge tone="warn">{t("robots.disabled")}</Badge>;
  return <Badge tone="good">{t("robots.enabled")}</Badge>;
}
