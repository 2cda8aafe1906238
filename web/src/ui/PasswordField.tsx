import { useText } from "~/i18n/useText";
import { isStrong } from "~/lib/password";
import { TextField } from "~/ui/Field";

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (password: string) => void;
}

/** A new password, with the rule for it told before and while it is written. */
export function PasswordField({ label, value, onChange }: PasswordFieldProps) {
  const { t } = useText();
  return (
    <TextField
      label={label}
      type="password"
      autoComplete="new-password"
      hint={t("password.rule")}
      error={value !== "" && !isStrong(value) && t("password.rule")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
