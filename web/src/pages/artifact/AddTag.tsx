import { useState } from "react";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { keysOf } from "~/pages/repository/useRepository";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

const TAG = /^\w[\w.-]{0,127}$/;

interface AddTagProps {
  project: string;
  path: string;
  /** The artifact's digest. */
  reference: string;
  onClose: () => void;
}

/** One more name for an artifact that is there. */
export function AddTag({ project, path, reference, onClose }: AddTagProps) {
  const { t } = useText();
  const [name, setName] = useState("");
  const wrong = name !== "" && !TAG.test(name);
  const add = useChange(
    () =>
      api.POST("/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags", {
        params: { path: { project_name: project, repository_name: path, reference } },
        body: { name },
      }),
    keysOf(project, path),
    onClose,
  );
  return (
    <FormDialog
      title={t("tags.add")}
      action={t("action.add")}
      busy={add.isPending}
      error={add.error}
      disabled={!name || wrong}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("tags.name")}
        hint={t("tags.rule")}
        error={wrong && t("tags.rule")}
        autoComplete="off"
        maxLength={128}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
