import { type FormEvent, useState } from "react";
import type { Me } from "~/app/session";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { saveProfile } from "~/pages/me/me";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/Field";
import { Refusal } from "~/ui/Refusal";

const EMAIL = /^[^\s@]+@[^\s@]+$/;

export function ProfileForm({ me }: { me: Me }) {
  const { t } = useText();
  const [profile, setProfile] = useState({
    realname: me.realname ?? "",
    email: me.email ?? "",
    comment: me.comment ?? "",
  });
  const save = useChange(() => saveProfile(me.user_id ?? 0, profile), [["me"]]);
  const write = (name: keyof typeof profile) => (event: { target: { value: string } }) => {
    save.reset();
    setProfile({ ...profile, [name]: event.target.value });
  };
  const wrong = profile.email !== "" && !EMAIL.test(profile.email);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <section className="card" aria-labelledby="me-profile">
      <h2 id="me-profile">{t("me.profile")}</h2>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          label={t("users.realname")}
          autoComplete="name"
          value={profile.realname}
          onChange={write("realname")}
        />
        <TextField
          label={t("users.email")}
          type="email"
          autoComplete="email"
          error={wrong && t("me.emailRule")}
          value={profile.email}
          onChange={write("email")}
        />
        <TextField label={t("me.comment")} value={profile.comment} onChange={write("comment")} />
        {save.error && <Refusal error={save.error} />}
        <div className="row">
          <Button type="submit" look="main" busy={save.isPending} disabled={wrong || !profile.email}>
            {t("action.save")}
          </Button>
          <span role="status">{save.isSuccess && t("me.saved")}</span>
        </div>
      </form>
    </section>
  );
}
