import { useState } from "react";
import { useText } from "~/i18n/useText";
import { isStrong } from "~/lib/password";
import { useChange } from "~/lib/useChange";
import { setPassword, type User } from "~/pages/admin/users/users";
import { FormDialog } from "~/ui/Dialog";
import { PasswordField } from "~/ui/PasswordField";

export function ResetPassword({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useText();
  const [password, setWritten] = useState("");
  const reset = useChange(() => setPassword(user, password), [], onClose);
  return (
    <FormDialog
      title={t("users.resetOf", { name: user.username ?? "" })}
      action={t("users.reset")}
      busy={reset.isPending}
      error={reset.error}
      disabled={!isStrong(password)}
      onSubmit={() => reset.mutate()}
      onClose={onClose}
    >
      <p>{t("users.resetTold")}</p>
      <PasswordField label={t("password.new")} value={password} onChange={setWritten} />
    </FormDialog>
  );
}
