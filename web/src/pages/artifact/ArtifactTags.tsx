import { useState } from "react";
import { useLocation } from "wouter";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { AddTag } from "~/pages/artifact/AddTag";
import { TagHistory } from "~/pages/artifact/TagHistory";
import type { ArtifactProps } from "~/pages/artifact/useArtifact";
import { keysOf } from "~/pages/repository/useRepository";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { Time } from "~/ui/Time";

const FIRST = 50;

/** The artifact's tags; the page is `at` one of them or at a digest. Add one, take one away, see what it named before. */
export function ArtifactTags({ project, path, whole, may, at }: ArtifactProps & { at: string }) {
  const { t } = useText();
  const [, navigate] = useLocation();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState("");
  const [history, setHistory] = useState("");
  const [everything, setEverything] = useState(false);
  const tags = whole.artifact.tags ?? [];
  const reference = whole.artifact.digest ?? "";
  return (
    <section className="card" aria-labelledby="tags">
      <div className="row spread">
        <h2 id="tags">{t("artifacts.tags")}</h2>
        {may("tag", "create") && <Button onClick={() => setAdding(true)}>{t("tags.add")}</Button>}
      </div>
      {tags.length === 0 && <p className="quiet">{t("artifacts.untagged")}</p>}
      <ul className="plain-list">
        {(everything ? tags : tags.slice(0, FIRST)).map(({ name = "", immutable, push_time }) => (
          <li key={name} className="row spread">
            <span className="row">
              <strong>{name}</strong>
              {immutable && <Badge tone="warn">{t("tags.immutable")}</Badge>}
              <span className="quiet">
                <Time at={push_time} />
              </span>
            </span>
            <span>
              <Button look="plain" onClick={() => setHistory(name)} aria-label={t("tags.historyOf", { name })}>
                {t("tags.history")}
              </Button>
              {may("tag", "delete") && !immutable && (
                <Button look="plain" onClick={() => setRemoving(name)} aria-label={t("tags.removeOf", { name })}>
                  {t("action.remove")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {!everything && tags.length > FIRST && (
        <Button look="plain" onClick={() => setEverything(true)}>
          {t("artifact.showAll", { count: tags.length })}
        </Button>
      )}
      {adding && <AddTag project={project} path={path} reference={reference} onClose={() => setAdding(false)} />}
      {history && <TagHistory project={project} path={path} name={history} onClose={() => setHistory("")} />}
      {removing && (
        <Confirm
          title={t("tags.removeOf", { name: removing })}
          action={t("action.remove")}
          send={() =>
            api.DELETE(
              "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags/{tag_name}",
              {
                params: {
                  path: { project_name: project, repository_name: path, reference, tag_name: removing },
                },
              },
            )
          }
          changed={keysOf(project, path)}
          onClose={() => setRemoving("")}
          onDone={() => removing === at && navigate(to.artifact(project, path, reference), { replace: true })}
        >
          <p>{t("tags.removeTold", { name: removing })}</p>
          <p className="quiet">{t("deletion.trash")}</p>
        </Confirm>
      )}
    </section>
  );
}
