import { useState } from "react";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import type { RepositoryProps } from "~/pages/repository/useRepository";
import { FormDialog } from "~/ui/Dialog";
import { AreaField } from "~/ui/Field";

const MOST = 65_536;

/** Writes a repository's description. */
export function Describe({ project, path, text, onClose }: RepositoryProps & { text: string; onClose: () => void }) {
  const { t } = useText();
  const [description, setDescription] = useState(text);
  const change = useChange(
    () =>
      api.PUT("/projects/{project_name}/repositories/{repository_name}", {
        params: { path: { project_name: project, repository_name: path } },
        body: { description },
      }),
    [["repository", project, path]],
    onClose,
  );
  return (
    <FormDialog
      title={t("repository.description")}
      action={t("action.save")}
      busy={change.isPending}
      error={change.error}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <AreaField
        label={t("repository.description")}
        rows={8}
        maxLength={MOST}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
    </FormDialog>
  );
}
