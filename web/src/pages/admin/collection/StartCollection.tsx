import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { COLLECTIONS, collect } from "~/pages/admin/collection/collection";
import { FormDialog } from "~/ui/Dialog";
import { CheckField, SelectField } from "~/ui/Field";

export function StartCollection({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const [wish, setWish] = useState({ dryRun: false, deleteUntagged: false, workers: 1 });
  const start = useChange(() => collect(wish), [[...COLLECTIONS]], onClose);
  return (
    <FormDialog
      title={t("collection.start")}
      action={t("collection.start")}
      busy={start.isPending}
      error={start.error}
      onSubmit={() => start.mutate()}
      onClose={onClose}
    >
      <CheckField
        label={t("collection.dryRunTold")}
        checked={wish.dryRun}
        onChange={(event) => setWish({ ...wish, dryRun: event.target.checked })}
      />
      <CheckField
        label={t("collection.untagged")}
        checked={wish.deleteUntagged}
        onChange={(event) => setWish({ ...wish, deleteUntagged: event.target.checked })}
      />
      <SelectField
        label={t("collection.workers")}
        value={wish.workers}
        onChange={(event) => setWish({ ...wish, workers: Number(event.target.value) })}
      >
        {[1, 2, 3, 4, 5].map((count) => (
          <option key={count}>{count}</option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
