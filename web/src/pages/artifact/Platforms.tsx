import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { platformOf } from "~/pages/artifact/platforms";
import type { ArtifactProps } from "~/pages/artifact/useArtifact";

/** What an index lists, each with a link to it if the repository has it. */
export function Platforms({ project, path, whole }: ArtifactProps) {
  const { t, size } = useText();
  const parts = new Map(whole.parts.map((part) => [part.digest, part]));
  return (
    <section className="card" aria-labelledby="platforms">
      <h2 id="platforms">{t("artifact.platforms")}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("artifact.platform")}</th>
            <th scope="col">{t("artifacts.digest")}</th>
            <th scope="col">{t("artifacts.size")}</th>
          </tr>
        </thead>
        <tbody>
          {whole.artifact.references?.map((one) => {
            const digest = one.child_digest ?? "";
            const part = parts.get(digest);
            return (
              <tr key={digest}>
                <td>{platformOf(one) || t("artifact.attestation")}</td>
                <td>
                  {part ? (
                    <Link href={to.artifact(project, path, digest)}>
                      <code>{digest.slice(0, 19)}</code>
                    </Link>
                  ) : (
                    <code>{digest.slice(0, 19)}</code>
                  )}
                </td>
                <td>{part ? size(part.size) : <span className="quiet">{t("artifact.notHere")}</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
