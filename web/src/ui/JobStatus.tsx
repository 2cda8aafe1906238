import { useText } from "~/i18n/useText";
import { Badge } from "~/ui/Badge";

const TONES = {
  Success: "good",
  Error: "bad",
  Stopped: "warn",
  Running: "accent",
  Pending: "plain",
  Scheduled: "plain",
} as const;

/** How far an execution or a task has come. */
export function JobStatus({ status }: { status: string | undefined }) {
  const { t } = useText();
  const known = status as keyof typeof TONES;
  return known in TONES ? <Badge tone={TONES[known]}>{t(`job.${known}`)}</Badge> : <Badge>{status}</Badge>;
}
