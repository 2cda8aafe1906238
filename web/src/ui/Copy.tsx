import { useState } from "react";
import { useText } from "~/i18n/useText";
import { Button } from "~/ui/Button";
import "./copy.css";

/** A line to be copied, such as a command. */
export function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useText();
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  return (
    <div className="copy">
      <code>{text}</code>
      <Button look="plain" onClick={copy} aria-label={t("action.copyOf", { what: label })}>
        {done ? t("action.copied") : t("action.copy")}
      </Button>
    </div>
  );
}
