import { Refused } from "~/api/refusal";
import { worded } from "~/i18n/refusals";
import { useText } from "~/i18n/useText";
import "./refusal.css";

/** Why something was refused, in the reader's language, and what to do. */
export function Refusal({ error }: { error: unknown }) {
  const words = useText();
  const refused = error instanceof Refused ? error : new Refused(-1, "UNKNOWN", String(error));
  return (
    <div className="refusal" role="alert">
      {worded(refused, words)}
    </div>
  );
}
