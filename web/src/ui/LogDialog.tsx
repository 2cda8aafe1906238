import { useQuery } from "@tanstack/react-query";
import { useText } from "~/i18n/useText";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { Refusal } from "~/ui/Refusal";

interface LogDialogProps {
  title: string;
  queryKey: readonly unknown[];
  read: () => Promise<string>;
  /** Whether it still grows. */
  live: boolean;
  onClose: () => void;
}

/** A job's log, read again for as long as it grows. */
export function LogDialog({ title, queryKey, read, live, onClose }: LogDialogProps) {
  const { t } = useText();
  const { data, error } = useQuery({ queryKey, queryFn: read, refetchInterval: live ? 1_000 : false });
  return (
    <Dialog title={title} onClose={onClose}>
      {error && <Refusal error={error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <pre className="log" tabIndex={0}>
        {data || t("job.noLog")}
      </pre>
      <div className="row dialog-actions">
        <Button onClick={onClose}>{t("action.close")}</Button>
      </div>
    </Dialog>
  );
}
