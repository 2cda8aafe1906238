import { useRef, useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { DeletedTold } from "~/pages/repository/DeletedTold";
import { type Chosen, deleteMany, type Gone } from "~/pages/repository/deletions";
import { keysOf, type RepositoryProps } from "~/pages/repository/useRepository";
import { Button } from "~/ui/Button";
import { Dialog, FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

const SHOWN = 8;
/** From so many on, the repository's name has to be typed. */
const LARGE = 20;

interface DeleteManyProps extends RepositoryProps {
  chosen: Chosen;
  onClose: () => void;
}

/** Says what goes, asks, deletes with progress, and tells what had to stay. */
export function DeleteMany({ project, path, may, chosen, onClose }: DeleteManyProps) {
  const { t } = useText();
  const [what, setWhat] = useState<"tag" | "artifact">(
    chosen.list === "tags" && may("tag", "delete") ? "tag" : "artifact",
  );
  const [typed, setTyped] = useState("");
  const [gone, setGone] = useState<Gone | null>(null);
  const [done, setDone] = useState(false);
  const stopped = useRef(false);
  const change = useChange(
    () => deleteMany(project, path, what, chosen, setGone, () => stopped.current),
    [...keysOf(project, path), ["trash", project]],
    () => setDone(true),
  );
  if (done && gone) {
    return (
      <Dialog title={t(stopped.current ? "deletion.stopped" : "deletion.done")} onClose={onClose}>
        <DeletedTold gone={gone} />
        <div className="row dialog-actions">
          <Button look="main" onClick={onClose}>
            {t("action.close")}
          </Button>
        </div>
      </Dialog>
    );
  }
  const large = chosen.matching !== undefined || chosen.count >= LARGE;
  return (
    <FormDialog
      title={t(chosen.list === "tags" ? "deletion.ofTags" : "deletion.ofArtifacts", { count: chosen.count })}
      action={t("action.delete")}
      danger
      busy={change.isPending}
      error={change.error}
      disabled={large && typed !== path}
      onSubmit={() => change.mutate()}
      onClose={() => {
        if (!change.isPending) onClose();
        stopped.current = true;
      }}
    >
      {chosen.matching === undefined ? (
        <ul className="deletion-names">
          {chosen.names.slice(0, SHOWN).map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
          {chosen.names.length > SHOWN && <li>{t("deletion.more", { count: chosen.names.length - SHOWN })}</li>}
        </ul>
      ) : (
        <p>{t("deletion.matching")}</p>
      )}
      {chosen.list === "tags" && (
        <fieldset className="stack">
          <legend className="hidden">{t("deletion.what")}</legend>
          {(["tag", "artifact"] as const)
            .filter((one) => may(one, "delete"))
            .map((one) => (
              <label key={one} className="check">
                <input type="radio" name="what" checked={what === one} onChange={() => setWhat(one)} />
                {t(`deletion.what.${one}`)}
              </label>
            ))}
        </fieldset>
      )}
      <p className="quiet">{t("deletion.trash")}</p>
      {large && (
        <TextField
          label={t("confirm.type", { name: path })}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {change.isPending && (
        <progress
          aria-label={t("deletion.progress")}
          max={chosen.count}
          value={(gone?.deleted ?? 0) + (gone?.refused.length ?? 0)}
        />
      )}
    </FormDialog>
  );
}
