import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "~/api/client";
import { useMe } from "~/app/session";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { CopyArtifact } from "~/pages/artifact/CopyArtifact";
import type { ArtifactProps } from "~/pages/artifact/useArtifact";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";

/** What can be done with an artifact as a whole. */
export function Actions({ project, path, whole, may, reference }: ArtifactProps & { reference: string }) {
  const { t, size } = useText();
  const { data: me } = useMe();
  const [, navigate] = useLocation();
  const [copying, setCopying] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const digest = whole.artifact.digest ?? "";
  const tags = whole.artifact.tags?.map((tag) => tag.name ?? "") ?? [];
  return (
    <>
      {me && <Button onClick={() => setCopying(true)}>{t("copy.action")}</Button>}
      {may("artifact", "delete") && (
        <Button look="danger" onClick={() => setDeleting(true)}>
          {t("action.delete")}
        </Button>
      )}
      {copying && (
        <CopyArtifact
          project={project}
          path={path}
          reference={reference}
          digest={digest}
          onClose={() => setCopying(false)}
        />
      )}
      {deleting && (
        <Confirm
          title={t("deletion.ofArtifacts", { count: 1 })}
          action={t("action.delete")}
          send={() =>
            api.DELETE("/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}", {
              params: { path: { project_name: project, repository_name: path, reference: digest } },
            })
          }
          changed={[...["repository", "tags", "artifacts"].map((view) => [view, project, path]), ["trash", project]]}
          onClose={() => setDeleting(false)}
          onDone={() => navigate(to.repository(project, path))}
        >
          <p>
            <code>{digest}</code> · {size(whole.artifact.size ?? 0)}
          </p>
          {tags.length > 0 && <p>{t("artifact.deleteTags", { count: tags.length, names: some(tags) })}</p>}
          {whole.accessories.length > 0 && (
            <p>{t("artifact.deleteAccessories", { count: whole.accessories.length })}</p>
          )}
          <p className="quiet">{t("deletion.trash")}</p>
        </Confirm>
      )}
    </>
  );
}

function some(names: string[]): string {
  return names.slice(0, 10).join(", ") + (names.length > 10 ? " …" : "");
}
