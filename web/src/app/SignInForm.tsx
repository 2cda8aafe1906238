import { type FormEvent, useState } from "react";
import { useSignIn } from "~/app/session";
import { useText } from "~/i18n/useText";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/Field";
import { Refusal } from "~/ui/Refusal";

/** Name and password; on its own page, and over any page when the session has ended. */
export function SignInForm({ onDone }: { onDone?: () => void }) {
  const { t } = useText();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ name, password }, { onSuccess: () => onDone?.() });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={t("signIn.name")}
        autoComplete="username"
        required
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      <TextField
        label={t("signIn.password")}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(e) => setPassword(e.target.value)}
      />
      {signIn.error && <Refusal error={signIn.error} />}
      <Button type="submit" look="main" busy={signIn.isPending}>
        {t("signIn.action")}
      </Button>
    </form>
  );
}
