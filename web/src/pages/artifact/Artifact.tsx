import { Link } from "wouter";
import { to } from "~/lib/address";
import { Actions } from "~/pages/artifact/Actions";
import { ArtifactLabels } from "~/pages/artifact/ArtifactLabels";
import { ArtifactTags } from "~/pages/artifact/ArtifactTags";
import { Configuration } from "~/pages/artifact/Configuration";
import { Documents } from "~/pages/artifact/Documents";
import { Facts } from "~/pages/artifact/Facts";
import { Layers } from "~/pages/artifact/Layers";
import { Platforms } from "~/pages/artifact/Platforms";
import { Pulls } from "~/pages/artifact/Pulls";
import { Related } from "~/pages/artifact/Related";
import { useArtifact } from "~/pages/artifact/useArtifact";
import { Loading } from "~/ui/Loading";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import "./artifact.css";

/** One artifact, by tag or digest: all that is known of it. */
export default function Artifact({ project, path, reference }: { project: string; path: string; reference: string }) {
  const { whole, error, may } = useArtifact(project, path, reference);
  const name = `${project}/${path}`;
  const byDigest = reference.includes(":");
  const props = whole && { project, path, whole, may };
  const links = whole?.artifact.addition_links ?? {};
  return (
    <Page
      title={byDigest ? `${name}@${reference.slice(0, 19)}` : `${name}:${reference}`}
      path={
        <>
          <Link href={to.project(project)}>{project}</Link> / <Link href={to.repository(project, path)}>{path}</Link>
        </>
      }
      actions={props && <Actions {...props} reference={reference} />}
    >
      {error && <Refusal error={error} />}
      {!whole && !error && <Loading />}
      {props && (
        <>
          <Pulls
            type={props.whole.artifact.type ?? ""}
            name={name}
            tag={byDigest ? props.whole.artifact.tags?.[0]?.name : reference}
            digest={props.whole.artifact.digest ?? ""}
          />
          <div className="artifact-parts">
            <Facts whole={props.whole} />
            <div className="stack">
              <ArtifactTags {...props} at={reference} />
              <ArtifactLabels {...props} />
              {(props.whole.accessories.length > 0 || props.whole.subject || props.whole.indexes.length > 0) && (
                <Related {...props} />
              )}
            </div>
          </div>
          {(props.whole.artifact.references?.length ?? 0) > 0 && <Platforms {...props} />}
          {Object.keys(links).some((link) => !["build_history", "vulnerabilities"].includes(link)) && (
            <Documents {...props} />
          )}
          {props.whole.layer_count > 0 && <Layers whole={props.whole} />}
          <Configuration whole={props.whole} />
        </>
      )}
    </Page>
  );
}
