import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { ROBOTS, type Robot, rotateSecret } from "~/pages/robots/robots";
import { Secret } from "~/pages/robots/Secret";
import { FormDialog } from "~/ui/Dialog";
import { SelectField } from "~/ui/Field";

const OVERLAPS = [
  { seconds: 0, text: "robots.overlap0" },
  { seconds: 3_600, text: "robots.overlap1" },
  { seconds: 86_400, text: "robots.overlap2" },
  { seconds: 604_800, text: "robots.overlap3" },
] as const;

/** A new secret for a robot; the old one may stay good until everybody has the new one. */
export function RotateSecret({ robot, onClose }: { robot: Robot; onClose: () => void }) {
  const { t } = useText();
  const [overlap, setOverlap] = useState(0);
  const [secret, setSecret] = useState("");
  const rotate = useChange(async () => setSecret(await rotateSecret(robot, overlap)), [[...ROBOTS]]);
  const name = robot.name ?? "";
  if (secret) return <Secret name={name} secret={secret} onClose={onClose} />;
  return (
    <FormDialog
      title={t("robots.rotateOf", { name })}
      action={t("robots.rotate")}
      busy={rotate.isPending}
      error={rotate.error}
      onSubmit={() => rotate.mutate()}
      onClose={onClose}
    >
      <SelectField
        label={t("robots.overlap")}
        hint={t("robots.overlapTold")}
        value={overlap}
        onChange={(event) => setOverlap(Number(event.target.value))}
      >
        {OVERLAPS.map((one) => (
          <option key={one.seconds} value={one.seconds}>
            {t(one.text)}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
