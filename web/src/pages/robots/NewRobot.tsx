import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { PermissionMatrix } from "~/pages/robots/PermissionMatrix";
import { accessOf, createRobot, fetchPermissions, NEVER, type Place, ROBOTS } from "~/pages/robots/robots";
import { Secret } from "~/pages/robots/Secret";
import { FormDialog } from "~/ui/Dialog";
import { SelectField, TextField } from "~/ui/Field";
import { Refusal } from "~/ui/Refusal";

const NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const DAYS = [7, 30, 90, 365];

/** Makes a robot, of a project or of the system; where it is told, its secret is shown once. */
export function NewRobot({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useText();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [duration, setDuration] = useState(30);
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const [everywhere, setEverywhere] = useState<Set<string>>(new Set());
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const { data: offered, error } = useQuery({ queryKey: ["robot-permissions"], queryFn: fetchPermissions });
  const wrong = name !== "" && !NAME.test(name);
  const namespace = place.level === "project" ? place.name : "*";
  const inProjects = place.level === "project" ? chosen : everywhere;
  const permissions = [
    ...(place.level === "system" && chosen.size ? [{ kind: "system", namespace: "/", access: accessOf(chosen) }] : []),
    ...(inProjects.size ? [{ kind: "project", namespace, access: accessOf(inProjects) }] : []),
  ];
  const make = useChange(
    async () => setMade(await createRobot(place, { name, description, duration, permissions })),
    [[...ROBOTS]],
  );
  if (made) return <Secret {...made} onClose={onClose} />;
  return (
    <FormDialog
      title={t("robots.new")}
      action={t("action.create")}
      busy={make.isPending}
      error={make.error}
      disabled={!name || wrong || !permissions.length}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      {error && <Refusal error={error} />}
      <TextField
        label={t("members.name")}
        hint={t("robots.nameRule")}
        error={wrong && t("projects.nameRule")}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t("robots.description")}
        maxLength={1024}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <SelectField
        label={t("robots.duration")}
        value={duration}
        onChange={(event) => setDuration(Number(event.target.value))}
      >
        {DAYS.map((days) => (
          <option key={days} value={days}>
            {t("robots.days", { count: days })}
          </option>
        ))}
        <option value={NEVER}>{t("robots.never")}</option>
      </SelectField>
      {place.level === "system" && <p className="quiet">{t("robots.systemTold")}</p>}
      <PermissionMatrix
        offered={(place.level === "system" ? offered?.system : offered?.project) ?? []}
        chosen={chosen}
        onChange={setChosen}
      />
      {place.level === "system" && (
        <>
          <p className="quiet">{t("robots.everywhereTold")}</p>
          <PermissionMatrix offered={offered?.project ?? []} chosen={everywhere} onChange={setEverywhere} />
        </>
      )}
    </FormDialog>
  );
}
