import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { restore, type TrashItem } from "~/pages/project/trash/trash";
import { FormDialog } from "~/ui/Dialog";
import { CheckField } from "~/ui/Field";

interface RestoreProps {
  project: string;
  item: TrashItem;
  onClose: () => void;
}

/** Puts something back from the trash. */
export function Restore({ project, item, onClose }: RestoreProps) {
  const { t } = useText();
  const [skipTags, setSkipTags] = useState(false);
  const send = useChange(
    () => restore(project, item, skipTags),
    [
      ["trash", project],
      ["repositories", project],
      ["project", project],
    ],
    onClose,
  );
  return (
    <FormDialog
      title={t("trash.restoreOf", { name: item.name || item.repository || "" })}
      action={t("trash.restore")}
      busy={send.isPending}
      error={send.error}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      <p>
        {item.kind === "tag"
          ? t("trash.restoreTag", { name: `${item.repository}:${item.name}` })
          : t("trash.restoreTold", { count: item.artifact_count ?? 0, repository: item.repository ?? "" })}
      </p>
      <CheckField
        label={t("trash.skipTags")}
        checked={skipTags}
        onChange={(event) => setSkipTags(event.target.checked)}
      />
    </FormDialog>
  );
}
