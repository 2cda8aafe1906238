import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { limitOf, nameOf, QUOTAS, type Quota, setQuota } from "~/pages/admin/quotas/quotas";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

const GIB = 1024 ** 3;

export function EditQuota({ quota, onClose }: { quota: Quota; onClose: () => void }) {
  const { t } = useText();
  const before = limitOf(quota);
  const [written, setWritten] = useState(before < 0 ? "" : String(before / GIB));
  const number = Number(written);
  const wrong = written !== "" && !(number > 0);
  const change = useChange(
    () => setQuota(quota, written === "" ? -1 : Math.round(number * GIB)),
    [[...QUOTAS]],
    onClose,
  );
  return (
    <FormDialog
      title={t("quotas.editOf", { name: nameOf(quota) })}
      action={t("action.save")}
      busy={change.isPending}
      error={change.error}
      disabled={wrong}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("quotas.limitGib")}
        hint={t("quotas.limitRule")}
        error={wrong && t("quotas.limitRule")}
        inputMode="decimal"
        value={written}
        onChange={(event) => setWritten(event.target.value)}
      />
    </FormDialog>
  );
}
