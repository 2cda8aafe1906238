import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { AccessoryBadge } from "~/pages/artifact/AccessoryBadge";
import { platformOf } from "~/pages/artifact/platforms";
import type { ArtifactProps, Whole } from "~/pages/artifact/useArtifact";
import { Time } from "~/ui/Time";

type Accessory = Whole["accessories"][number];

/** What the artifact belongs to and what belongs to it, as a tree with a link at each. */
export function Related(props: ArtifactProps) {
  const { project, path, whole } = props;
  const { t } = useText();
  const own = whole.artifact.digest ?? "";
  const link = (digest: string) => (
    <Link href={to.artifact(project, path, digest)}>
      <code>{digest.slice(0, 19)}</code>
    </Link>
  );
  const parts = (whole.artifact.references ?? []).filter((part) =>
    whole.accessories.some((one) => one.of === part.child_digest),
  );
  return (
    <section className="card" aria-labelledby="related">
      <h2 id="related">{t("artifact.related")}</h2>
      {whole.subject && (
        <p>
          {t("related.subject")} {link(whole.subject.digest)} <AccessoryBadge type={whole.subject.type} />
        </p>
      )}
      {whole.indexes.length > 0 && (
        <p>
          {t("related.indexes")}{" "}
          {whole.indexes.map((digest) => (
            <span key={digest}>{link(digest)} </span>
          ))}
        </p>
      )}
      {whole.accessories.length > 0 && (
        <ul className="tree">
          <li>
            <code>{own.slice(0, 19)}</code> <span className="quiet">{t("related.this")}</span>
            <Branch {...props} of={own} above={[]} />
            {parts.map((part) => (
              <ul key={part.child_digest}>
                <li>
                  {link(part.child_digest ?? "")} {platformOf(part)}
                  <Branch {...props} of={part.child_digest ?? ""} above={[]} />
                </li>
              </ul>
            ))}
          </li>
        </ul>
      )}
    </section>
  );
}

function Branch({ of, above, ...props }: ArtifactProps & { of: string; above: string[] }) {
  const { project, path, whole } = props;
  const { size } = useText();
  const here = whole.accessories.filter((one: Accessory) => one.of === of && !above.includes(one.digest));
  if (!here.length) return null;
  return (
    <ul>
      {here.map((one) => (
        <li key={one.digest}>
          <AccessoryBadge type={one.type} artifactType={one.artifact_type} />{" "}
          <Link href={to.artifact(project, path, one.digest)}>
            <code>{one.digest.slice(0, 19)}</code>
          </Link>{" "}
          <span className="quiet">
            {size(one.size)} · <Time at={one.push_time} />
          </span>
          <Branch {...props} of={one.digest} above={[...above, of]} />
        </li>
      ))}
    </ul>
  );
}
