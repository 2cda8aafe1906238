import { useState } from "react";
import { useText } from "~/i18n/useText";
import { isStrong } from "~/lib/password";
import { useChange } from "~/lib/useChange";
import { createUser, USERS } from "~/pages/admin/users/users";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";
import { PasswordField } from "~/ui/PasswordField";

export function NewUser({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const [user, setUser] = useState({ username: "", realname: "", email: "", password: "" });
  const make = useChange(() => createUser(user), [[...USERS]], onClose);
  const write = (name: keyof typeof user) => (event: { target: { value: string } }) =>
    setUser({ ...user, [name]: event.target.value });
  return (
    <FormDialog
      title={t("users.new")}
      action={t("action.create")}
      busy={make.isPending}
      error={make.error}
      disabled={!user.username || !user.email || !user.realname || !isStrong(user.password)}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("signIn.name")}
        autoComplete="off"
        maxLength={255}
        value={user.username}
        onChange={write("username")}
      />
      <TextField label={t("users.realname")} autoComplete="off" value={user.realname} onChange={write("realname")} />
      <TextField
        label={t("users.email")}
        type="email"
        autoComplete="off"
        value={user.email}
        onChange={write("email")}
      />
      <PasswordField
        label={t("signIn.password")}
        value={user.password}
        onChange={(password) => setUser({ ...user, password })}
      />
    </FormDialog>
  );
}
