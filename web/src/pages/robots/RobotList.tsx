import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { useListState } from "~/lib/useListState";
import { EditRobot } from "~/pages/robots/EditRobot";
import { NewRobot } from "~/pages/robots/NewRobot";
import { RobotEnd, RobotState } from "~/pages/robots/RobotState";
import { RotateSecret } from "~/pages/robots/RotateSecret";
import { changeRobot, deleteRobot, fetchRobots, type Place, ROBOTS, type Robot } from "~/pages/robots/robots";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { type Column, List } from "~/ui/List";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

interface RobotListProps {
  place: Place;
  may: (action: "create" | "update" | "delete") => boolean;
}

type Doing = { what: "new" } | { what: "edit" | "rotate" | "delete"; robot: Robot } | null;

/** Robots of a project or of the system, and what can be done with them. */
export function RobotList({ place, may }: RobotListProps) {
  const { t } = useText();
  const state = useListState();
  const [doing, setDoing] = useState<Doing>(null);
  const end = () => setDoing(null);
  const turn = useChange((robot: Robot) => changeRobot(robot, { disable: !robot.disable }), [[...ROBOTS]]);
  const columns: Column<Robot>[] = [
    {
      title: t("members.name"),
      width: "2fr",
      sort: "name",
      cell: (one) => <span title={one.description}>{one.name}</span>,
      text: (one) => one.name ?? "",
    },
    {
      title: t("job.status"),
      width: "90px",
      cell: (one) => <RobotState robot={one} />,
      text: (one) => (one.disable ? t("robots.disabled") : t("robots.enabled")),
    },
    {
      title: t("robots.ends"),
      width: "1fr",
      cell: (one) => <RobotEnd robot={one} />,
      text: (one) => String(one.expires_at ?? ""),
    },
    {
      title: t("robots.used"),
      width: "1fr",
      cell: (one) => <Time at={one.last_used_at} />,
      text: (one) => one.last_used_at ?? "",
    },
    {
      title: t("list.actions"),
      width: "310px",
      cell: (one) => {
        const name = one.name ?? "";
        return (
          <>
            {may("update") && (
              <>
                <Button
                  look="plain"
                  aria-label={t("robots.editOf", { name })}
                  onClick={() => setDoing({ what: "edit", robot: one })}
                >
                  {t("action.edit")}
                </Button>
                <Button
                  look="plain"
                  aria-label={t("robots.rotateOf", { name })}
                  onClick={() => setDoing({ what: "rotate", robot: one })}
                >
                  {t("robots.rotate")}
                </Button>
                <Button
                  look="plain"
                  busy={turn.isPending}
                  aria-label={t(one.disable ? "robots.enableOf" : "robots.disableOf", { name })}
                  onClick={() => turn.mutate(one)}
                >
                  {one.disable ? t("robots.enable") : t("robots.disable")}
                </Button>
              </>
            )}
            {may("delete") && (
              <Button
                look="plain"
                aria-label={t("robots.deleteOf", { name })}
                onClick={() => setDoing({ what: "delete", robot: one })}
              >
                {t("action.delete")}
              </Button>
            )}
          </>
        );
      },
    },
  ];
  return (
    <>
      {turn.error && <Refusal error={turn.error} />}
      <List
        label={t("project.robots")}
        columns={columns}
        state={state}
        queryKey={[...ROBOTS, place]}
        fetchPage={(page, at) => fetchRobots(place, page, at)}
        rowKey={(one) => String(one.id)}
        empty={<p>{state.search ? t("list.nothing") : t("robots.none")}</p>}
        tools={
          may("create") && (
            <Button look="main" onClick={() => setDoing({ what: "new" })}>
              {t("robots.new")}
            </Button>
          )
        }
      />
      {doing?.what === "new" && <NewRobot place={place} onClose={end} />}
      {doing?.what === "edit" && <EditRobot robot={doing.robot} onClose={end} />}
      {doing?.what === "rotate" && <RotateSecret robot={doing.robot} onClose={end} />}
      {doing?.what === "delete" && (
        <Confirm
          title={t("robots.deleteOf", { name: doing.robot.name ?? "" })}
          action={t("action.delete")}
          send={() => deleteRobot(doing.robot)}
          changed={[[...ROBOTS]]}
          onClose={end}
        >
          {t("robots.deleteTold", { name: doing.robot.name ?? "" })}
        </Confirm>
      )}
    </>
  );
}
