import { useRef, useState } from "react";
import { useText } from "~/i18n/useText";
import { Button } from "~/ui/Button";
import "./copy.css";

/** A line to be copied, such as a command. */
export function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useText();
  const [done, setDone] = useState(false);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    await put(text, code.current);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  return (
    <div className="copy">
      <code ref={code}>{text}</code>
      <Button look="plain" onClick={copy} aria-label={t("action.copyOf", { what: label })}>
        {done ? t("action.copied") : t("action.copy")}
      </Button>
    </div>
  );
}

/** Browsers give pages their clipboard only over TLS and on the machine itself; elsewhere what is shown is selected. */
async function put(text: string, shown: HTMLElement | null): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const selection = getSelection();
  if (!shown || !selection) return;
  selection.selectAllChildren(shown);
  document.execCommand("copy");
}
