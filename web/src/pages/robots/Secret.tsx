import { useText } from "~/i18n/useText";
import { Button } from "~/ui/Button";
import { Copy } from "~/ui/Copy";
import { Dialog } from "~/ui/Dialog";

/** A robot's secret, for the only time that it can be seen. */
export function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog title={t("robots.secretOf", { name })} onClose={onClose}>
      <div className="stack">
        <p>{t("robots.secretOnce")}</p>
        <Copy text={name} label={t("members.name")} />
        <Copy text={secret} label={t("robots.secret")} />
        <div className="row dialog-actions">
          <Button look="main" onClick={onClose}>
            {t("robots.secretKept")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
