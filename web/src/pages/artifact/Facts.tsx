import { useText } from "~/i18n/useText";
import type { Whole } from "~/pages/artifact/useArtifact";
import { TypeBadge } from "~/pages/repository/TypeBadge";
import { Copy } from "~/ui/Copy";
import { Time } from "~/ui/Time";

export function Facts({ whole: { artifact } }: { whole: Whole }) {
  const { t, size } = useText();
  const annotations = Object.entries(artifact.annotations ?? {});
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">{t("artifact.facts")}</h2>
      <dl className="facts">
        <dt>{t("artifacts.digest")}</dt>
        <dd>
          <Copy text={artifact.digest ?? ""} label={t("artifacts.digest")} />
        </dd>
        <dt>{t("artifacts.type")}</dt>
        <dd>
          <TypeBadge type={artifact.type ?? ""} mediaType={artifact.manifest_media_type} />
        </dd>
        <dt>{t("artifact.mediaType")}</dt>
        <dd>{artifact.manifest_media_type}</dd>
        {artifact.artifact_type && artifact.artifact_type !== artifact.manifest_media_type && (
          <>
            <dt>{t("artifact.artifactType")}</dt>
            <dd>{artifact.artifact_type}</dd>
          </>
        )}
        <dt>{t("artifacts.size")}</dt>
        <dd>{size(artifact.size ?? 0)}</dd>
        <dt>{t("artifacts.pushed")}</dt>
        <dd>
          <Time at={artifact.push_time} />
        </dd>
        <dt>{t("artifacts.pulled")}</dt>
        <dd>
          <Time at={artifact.pull_time} />
        </dd>
      </dl>
      {annotations.length > 0 && (
        <details>
          <summary>{t("artifact.annotations", { count: annotations.length })}</summary>
          <dl className="annotations">
            {annotations.map(([name, value]) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{String(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
