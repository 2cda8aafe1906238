import { useText } from "~/i18n/useText";

/** How long ago; the exact time when one points at it. What never was is a dash. */
export function Time({ at }: { at: string | null | undefined }) {
  const { ago, date } = useText();
  if (!at || at.startsWith("0001-")) return <span className="quiet">–</span>;
  return (
    <time dateTime={at} title={date(at)}>
      {ago(at)}
    </time>
  );
}
