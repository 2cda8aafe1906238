import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { FormDialog } from "~/ui/Dialog";
import { CheckField, TextField } from "~/ui/Field";

const NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

export function NewProject({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [isPublic, setPublic] = useState(false);
  const wrong = name !== "" && !NAME.test(name);
  const make = useMutation({
    mutationFn: () => api.POST("/projects", { body: { project_name: name, metadata: { public: String(isPublic) } } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["projects"] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("projects.new")}
      action={t("action.create")}
      busy={make.isPending}
      error={make.error}
      disabled={!name || wrong}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("projects.name")}
        hint={t("projects.nameRule")}
        error={wrong && t("projects.nameRule")}
        value={name}
        maxLength={255}
        onChange={(event) => setName(event.target.value)}
      />
      <CheckField
        label={t("projects.publicTold")}
        checked={isPublic}
        onChange={(event) => setPublic(event.target.checked)}
      />
    </FormDialog>
  );
}
