import { Refused } from "~/api/refusal";
import { worded } from "~/i18n/refusals";
import { useText } from "~/i18n/useText";
import type { Gone } from "~/pages/repository/deletions";

const SHOWN = 20;

/** How many have gone, and which had to stay. */
export function DeletedTold({ gone }: { gone: Gone }) {
  const words = useText();
  const { t } = words;
  return (
    <>
      <p role="status">{t("deletion.count", { count: gone.deleted })}</p>
      {gone.refused.length > 0 && (
        <>
          <p>{t("deletion.stayed", { count: gone.refused.length })}</p>
          <ul className="deletion-names">
            {gone.refused.slice(0, SHOWN).map((one) => (
              <li key={one.name}>
                <code>{one.name}</code>{" "}
                <span className="quiet">{worded(new Refused(412, one.code, one.message), words)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
