import { type FormEvent, useState } from "react";
import type { Me } from "~/app/session";
import { useText } from "~/i18n/useText";
import { isStrong } from "~/lib/password";
import { useChange } from "~/lib/useChange";
import { changePassword, SESSIONS } from "~/pages/me/me";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/Field";
import { PasswordField } from "~/ui/PasswordField";
import { Refusal } from "~/ui/Refusal";

export function PasswordForm({ me }: { me: Me }) {
  const { t } = useText();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const change = useChange(
    () => changePassword(me.user_id ?? 0, old, next),
    [[...SESSIONS]],
    () => {
      setOld("");
      setNext("");
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <section className="card" aria-labelledby="me-password">
      <h2 id="me-password">{t("signIn.password")}</h2>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="quiet">{t("me.passwordTold")}</p>
        <input type="text" autoComplete="username" value={me.username ?? ""} readOnly hidden />
        <TextField
          label={t("me.oldPassword")}
          type="password"
          autoComplete="current-password"
          value={old}
          onChange={(event) => setOld(event.target.value)}
        />
        <PasswordField label={t("password.new")} value={next} onChange={setNext} />
        {change.error && <Refusal error={change.error} />}
        <div className="row">
          <Button type="submit" look="main" busy={change.isPending} disabled={!old || !isStrong(next) || old === next}>
            {t("me.changePassword")}
          </Button>
          <span role="status">{change.isSuccess && !next && t("me.passwordChanged")}</span>
        </div>
      </form>
    </section>
  );
}
