import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { PermissionMatrix } from "~/pages/robots/PermissionMatrix";
import { accessOf, changeRobot, fetchPermissions, ROBOTS, type Robot } from "~/pages/robots/robots";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

/** What a robot is for, and what it may do in each place where it may do something. */
export function EditRobot({ robot, onClose }: { robot: Robot; onClose: () => void }) {
  const { t } = useText();
  const [description, setDescription] = useState(robot.description ?? "");
  const [permissions, setPermissions] = useState(robot.permissions ?? []);
  const { data: offered } = useQuery({ queryKey: ["robot-permissions"], queryFn: fetchPermissions });
  const save = useChange(() => changeRobot(robot, { description, permissions }), [[...ROBOTS]], onClose);
  return (
    <FormDialog
      title={t("robots.editOf", { name: robot.name ?? "" })}
      action={t("action.save")}
      busy={save.isPending}
      error={save.error}
      disabled={permissions.some((one) => !one.access?.length)}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("robots.description")}
        maxLength={1024}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      {permissions.map((given) => (
        <div key={`${given.kind} ${given.namespace}`} className="stack">
          {robot.level === "system" && <code>{given.namespace}</code>}
          <PermissionMatrix
            offered={(given.kind === "system" ? offered?.system : offered?.project) ?? []}
            chosen={new Set(given.access?.map((one) => `${one.resource}:${one.action}`))}
            onChange={(chosen) =>
              setPermissions(permissions.map((one) => (one === given ? { ...one, access: accessOf(chosen) } : one)))
            }
          />
        </div>
      ))}
    </FormDialog>
  );
}
