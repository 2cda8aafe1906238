import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { platformOf } from "~/pages/artifact/platforms";
import type { Whole } from "~/pages/artifact/useArtifact";

interface CommonPlatformsProps {
  project: string;
  path: string;
  from: Whole;
  to: Whole;
}

/** Two indexes are compared by platform: a link for each that both have. */
export function CommonPlatforms({ project, path, from, to: against }: CommonPlatformsProps) {
  const { t } = useText();
  const others = new Map(against.artifact.references?.map((one) => [platformOf(one), one.child_digest ?? ""]));
  const common = (from.artifact.references ?? []).filter((one) => platformOf(one) && others.has(platformOf(one)));
  if (!common.length) return null;
  return (
    <section className="card" aria-labelledby="platforms">
      <h2 id="platforms">{t("compare.platforms")}</h2>
      <ul>
        {common.map((one) => (
          <li key={one.child_digest}>
            <Link href={to.compare(project, path, one.child_digest ?? "", others.get(platformOf(one)) ?? "")}>
              {platformOf(one)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
