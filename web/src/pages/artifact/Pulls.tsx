import { useState } from "react";
import { useText } from "~/i18n/useText";
import { pullsOf } from "~/pages/artifact/pulls";
import { Copy } from "~/ui/Copy";
import { CheckField } from "~/ui/Field";

interface PullsProps {
  type: string;
  /** With the project's name. */
  name: string;
  tag: string | undefined;
  digest: string;
}

/** How to pull the artifact, with this host's name; by tag, or by the digest that never moves. */
export function Pulls({ type, name, tag, digest }: PullsProps) {
  const { t } = useText();
  const [pinned, setPinned] = useState(false);
  const at = tag && !pinned ? `:${tag}` : `@${digest}`;
  return (
    <section className="card stack" aria-labelledby="pull">
      <div className="row spread">
        <h2 id="pull">{t("artifact.pull")}</h2>
        {tag && (
          <CheckField
            label={t("artifact.byDigest")}
            checked={pinned}
            onChange={(event) => setPinned(event.target.checked)}
          />
        )}
      </div>
      <dl className="pulls">
        {pullsOf(type, `${location.host}/${name}`, at).map(({ client, command }) => (
          <div key={client}>
            <dt>{client}</dt>
            <dd>
              <Copy text={command} label={client} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
