import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { pullsOf } from "~/pages/artifact/pulls";
import { useArtifact } from "~/pages/artifact/useArtifact";
import { Copy } from "~/ui/Copy";
import { Loading } from "~/ui/Loading";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

export default function Artifact({ project, path, digest }: { project: string; path: string; digest: string }) {
  const { t, size } = useText();
  const { data: artifact, error } = useArtifact(project, path, digest);
  const name = `${project}/${path}`;
  const tags = artifact?.tags?.map((tag) => tag.name ?? "") ?? [];
  return (
    <Page
      title={tags[0] ? `${name}:${tags[0]}` : `${name}@${digest.slice(0, 19)}`}
      path={<Link href={to.repository(project, path)}>{name}</Link>}
    >
      {error && <Refusal error={error} />}
      {!artifact && !error && <Loading />}
      {artifact && (
        <>
          <section className="card stack" aria-labelledby="pull">
            <h2 id="pull">{t("artifact.pull")}</h2>
            {pullsOf(artifact.type ?? "", `${location.host}/${name}`, tags[0], digest).map((command) => (
              <Copy key={command} text={command} label={command} />
            ))}
          </section>
          <section className="card" aria-labelledby="facts">
            <h2 id="facts">{t("artifact.facts")}</h2>
            <dl className="facts">
              <dt>{t("artifacts.digest")}</dt>
              <dd>
                <code>{artifact.digest}</code>
              </dd>
              <dt>{t("artifacts.tags")}</dt>
              <dd>{tags.join(", ") || t("artifacts.untagged")}</dd>
              <dt>{t("artifact.mediaType")}</dt>
              <dd>{artifact.manifest_media_type}</dd>
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
          </section>
        </>
      )}
    </Page>
  );
}
