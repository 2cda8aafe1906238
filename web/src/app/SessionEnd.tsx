import { useEffect, useState } from "react";
import { onSessionEnd } from "~/api/client";
import { SignInForm } from "~/app/SignInForm";
import { useText } from "~/i18n/useText";
import { Dialog } from "~/ui/Dialog";

/** When a session ends while somebody works, they sign in over the page: nothing that was written is lost. */
export function SessionEnd() {
  const { t } = useText();
  const [waiting, setWaiting] = useState<((again: boolean) => void) | null>(null);
  useEffect(() => {
    let asked: Promise<boolean> | null = null;
    onSessionEnd(() => {
      asked ??= new Promise<boolean>((resolve) => {
        setWaiting(() => resolve);
      }).finally(() => {
        asked = null;
      });
      return asked;
    });
    return () => onSessionEnd(async () => false);
  }, []);
  if (!waiting) return null;
  const end = (again: boolean) => {
    waiting(again);
    setWaiting(null);
  };
  return (
    <Dialog title={t("signIn.again")} onClose={() => end(false)}>
      <p>{t("signIn.againWhy")}</p>
      <SignInForm onDone={() => end(true)} />
    </Dialog>
  );
}
