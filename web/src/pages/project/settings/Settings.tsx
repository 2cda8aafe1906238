import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { DeleteProject } from "~/pages/project/settings/DeleteProject";
import { setPublic } from "~/pages/project/settings/settings";
import { Usage } from "~/pages/project/Usage";
import type { TabProps } from "~/pages/project/useProject";
import { CheckField } from "~/ui/Field";
import { Refusal } from "~/ui/Refusal";

export default function Settings({ project, may }: TabProps) {
  const { t } = useText();
  const name = project.name ?? "";
  const change = useChange((isPublic: boolean) => setPublic(name, isPublic), [["project", name], ["projects"]]);
  const isPublic = project.metadata?.public === "true";
  return (
    <>
      <section className="card stack" aria-labelledby="settings-access">
        <h2 id="settings-access">{t("projects.access")}</h2>
        <CheckField
          label={t("projects.publicTold")}
          checked={change.isPending ? change.variables : isPublic}
          disabled={!may(".", "update") || change.isPending}
          onChange={(event) => change.mutate(event.target.checked)}
        />
        {change.error && <Refusal error={change.error} />}
      </section>
      <section className="card stack" aria-labelledby="settings-quota">
        <h2 id="settings-quota">{t("settings.quota")}</h2>
        <Usage project={name} />
        <p className="quiet">{t("settings.quotaTold")}</p>
      </section>
      {may(".", "delete") && <DeleteProject project={name} />}
    </>
  );
}
