import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useListState } from "~/lib/useListState";
import { useArtifact } from "~/pages/artifact/useArtifact";
import { CommonPlatforms } from "~/pages/compare/CommonPlatforms";
import { ConfigurationDifferences } from "~/pages/compare/ConfigurationDifferences";
import { LayerDifferences } from "~/pages/compare/LayerDifferences";
import { Loading } from "~/ui/Loading";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import "./compare.css";

/** Two artifacts of a repository beside each other: what is the same and what is not. */
export default function Compare({ project, path }: { project: string; path: string }) {
  const { t, size } = useText();
  const state = useListState();
  const names = [state.get("from"), state.get("to")] as const;
  const from = useArtifact(project, path, names[0]);
  const against = useArtifact(project, path, names[1]);
  const error = from.error ?? against.error;
  const [a, b] = [from.whole, against.whole];
  const change = (b?.artifact.size ?? 0) - (a?.artifact.size ?? 0);
  return (
    <Page
      title={t("compare.title", { from: short(names[0]), to: short(names[1]) })}
      path={
        <>
          <Link href={to.project(project)}>{project}</Link> / <Link href={to.repository(project, path)}>{path}</Link>
        </>
      }
      actions={
        <Link className="button" href={to.compare(project, path, names[1], names[0])} replace>
          {t("compare.swap")}
        </Link>
      }
    >
      {error && <Refusal error={error} />}
      {(!a || !b) && !error && <Loading />}
      {a && b && (
        <>
          <section className="card" aria-labelledby="sizes">
            <h2 id="sizes">{t("artifacts.size")}</h2>
            <dl className="facts">
              {names.map((name, at) => (
                <div className="facts-pair" key={name}>
                  <dt>
                    <Link href={to.artifact(project, path, name)}>{short(name)}</Link>
                  </dt>
                  <dd>{size((at ? b : a).artifact.size ?? 0)}</dd>
                </div>
              ))}
              <dt>{t("compare.change")}</dt>
              <dd>
                {change < 0 ? "−" : "+"}
                {size(Math.abs(change))}
              </dd>
            </dl>
            {a.artifact.digest === b.artifact.digest && <p>{t("compare.same")}</p>}
          </section>
          <CommonPlatforms project={project} path={path} from={a} to={b} />
          {a.layer_count + b.layer_count > 0 && <LayerDifferences from={a} to={b} />}
          {(a.configuration || b.configuration) && (
            <ConfigurationDifferences from={a} to={b} names={[short(names[0]), short(names[1])]} />
          )}
        </>
      )}
    </Page>
  );
}

function short(name: string): string {
  return name.includes(":") ? name.slice(0, 19) : name;
}
