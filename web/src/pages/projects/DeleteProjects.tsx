import { useState } from "react";
import { Refused } from "~/api/refusal";
import { worded } from "~/i18n/refusals";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { deleteProject } from "~/pages/project/settings/settings";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

interface DeleteProjectsProps {
  names: string[];
  onClose: () => void;
  /** What could not be deleted. */
  onDone: (left: string[]) => void;
}

/** Deletes projects one by one; those that cannot go stay, and each says why. */
export function DeleteProjects({ names, onClose, onDone }: DeleteProjectsProps) {
  const words = useText();
  const { t } = words;
  const [written, setWritten] = useState("");
  const [refused, setRefused] = useState<{ name: string; why: string }[]>([]);
  const word = String(names.length);
  const send = useChange(async () => {
    const left: { name: string; why: string }[] = [];
    for (const name of names) {
      try {
        await deleteProject(name);
      } catch (error) {
        const why = error instanceof Refused ? worded(error, words) : String(error);
        left.push({ name, why });
      }
    }
    setRefused(left);
    onDone(left.map((one) => one.name));
    if (!left.length) onClose();
  }, [["projects"]]);
  return (
    <FormDialog
      title={t("projects.deleteCount", { count: names.length })}
      action={t("action.delete")}
      danger
      busy={send.isPending}
      error={send.error}
      disabled={written !== word || refused.length > 0}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      <p>{t("settings.deleteTold")}</p>
      <p>{t("settings.deleteGoes")}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <strong>{name}</strong> {refused.find((one) => one.name === name)?.why}
          </li>
        ))}
      </ul>
      <TextField
        label={t("confirm.type", { name: word })}
        autoComplete="off"
        value={written}
        onChange={(event) => setWritten(event.target.value)}
      />
    </FormDialog>
  );
}
