import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { Refused } from "~/api/refusal";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { deleteProject, fetchDeletable } from "~/pages/project/settings/settings";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { Refusal } from "~/ui/Refusal";

/** Ends a project that holds nothing any more; until then it says what hinders. */
export function DeleteProject({ project }: { project: string }) {
  const { t } = useText();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const { data } = useQuery({
    queryKey: ["project", project, "deletable"],
    staleTime: 0,
    queryFn: () => fetchDeletable(project),
  });
  return (
    <section className="card stack" aria-labelledby="settings-delete">
      <h2 id="settings-delete">{t("settings.delete")}</h2>
      <p>{t("settings.deleteTold")}</p>
      {data?.deletable === false && <Refusal error={new Refused(412, "PRECONDITION", data.message ?? "")} />}
      <div>
        <Button look="danger" disabled={!data?.deletable} onClick={() => setAsking(true)}>
          {t("settings.delete")}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={t("settings.deleteOf", { name: project })}
          action={t("settings.delete")}
          typed={project}
          send={() => deleteProject(project)}
          changed={[["projects"]]}
          onClose={() => setAsking(false)}
          onDone={() => navigate(to.projects())}
        >
          {t("settings.deleteGoes")}
        </Confirm>
      )}
    </section>
  );
}
