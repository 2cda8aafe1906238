import type { TabProps } from "~/pages/project/useProject";
import { RobotList } from "~/pages/robots/RobotList";

export default function Robots({ project, may }: TabProps) {
  return (
    <RobotList
      place={{ level: "project", id: project.project_id ?? 0, name: project.name ?? "" }}
      may={(action) => may("robot", action)}
    />
  );
}
