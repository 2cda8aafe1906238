import { LabelList } from "~/pages/labels/LabelList";
import type { TabProps } from "~/pages/project/useProject";

export default function Labels({ project, may }: TabProps) {
  return (
    <LabelList scope={{ scope: "p", project_id: project.project_id ?? 0 }} may={(action) => may("label", action)} />
  );
}
