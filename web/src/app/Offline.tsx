import { useSyncExternalStore } from "react";
import { useText } from "~/i18n/useText";

function watch(tell: () => void): () => void {
  addEventListener("online", tell);
  addEventListener("offline", tell);
  return () => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
  };
}

/** Says that the machine has no network, for as long as it has none. */
export function Offline() {
  const { t } = useText();
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return online ? null : (
    <div className="offline" role="status">
      {t("offline.told")}
    </div>
  );
}
